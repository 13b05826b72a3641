package archcheck.delivery.immutable_tags_test

import data.archcheck.delivery.immutable_tags

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := immutable_tags.verdicts with input as {
		"document": document,
		"repositories": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"repository": {"immutable_tags": true}}

test_pass if {
	status({"tag_mutability": "IMMUTABLE"}, asked) == ["pass"]
}

test_fail if {
	status({"tag_mutability": "MUTABLE"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"tag_mutability": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"tag_mutability": "MUTABLE"}, {"repository": {"immutable_tags": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
