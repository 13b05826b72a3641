package archcheck.identity.no_wildcards_test

import data.archcheck.identity.no_wildcards

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := no_wildcards.verdicts with input as {
		"document": document,
		"roles": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"identity": {"no_wildcards": true}}

test_pass if {
	status({"wildcards": []}, asked) == ["pass"]
}

test_fail if {
	status({"wildcards": ["p: s3:* on *"]}, asked) == ["fail"]
}

test_unknown if {
	status({"wildcards": [], "unknown": {"wildcards": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"wildcards": ["p: s3:* on *"]}, {"identity": {"no_wildcards": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
