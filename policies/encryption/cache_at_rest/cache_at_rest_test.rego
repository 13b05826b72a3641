package archcheck.encryption.cache_at_rest_test

import data.archcheck.encryption.cache_at_rest

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_at_rest.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"cache": {"encryption_at_rest": true}}

test_pass if {
	status({"encryption_at_rest": true}, asked) == ["pass"]
}

test_fail if {
	status({"encryption_at_rest": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"encryption_at_rest": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"encryption_at_rest": false}, {"cache": {"encryption_at_rest": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
