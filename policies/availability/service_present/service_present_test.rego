package archcheck.availability.service_present_test

import data.archcheck.availability.service_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := service_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"components": {"application": 1}}

test_pass if {
	status({"services": ["x"]}, asked) == ["pass"]
}

test_fail if {
	status({"services": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"services": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"services": []}, {"components": {"application": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
