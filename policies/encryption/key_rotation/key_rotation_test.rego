package archcheck.encryption.key_rotation_test

import data.archcheck.encryption.key_rotation

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := key_rotation.verdicts with input as {
		"document": document,
		"keys": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"encryption": {"key_rotation": true}}

test_pass if {
	status({"rotates": true}, asked) == ["pass"]
}

test_fail if {
	status({"rotates": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"rotates": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"rotates": false}, {"encryption": {"key_rotation": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
