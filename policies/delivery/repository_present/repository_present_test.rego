package archcheck.delivery.repository_present_test

import data.archcheck.delivery.repository_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := repository_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"repository": {"required": true}}

test_pass if {
	status({"repositories": ["r"]}, asked) == ["pass"]
}

test_fail if {
	status({"repositories": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"repositories": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"repositories": []}, {"repository": {"required": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
