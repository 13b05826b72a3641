package archcheck.availability.load_balancer_present_test

import data.archcheck.availability.load_balancer_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := load_balancer_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"components": {"load_balancer": 1}}

test_pass if {
	status({"load_balancers": ["x"]}, asked) == ["pass"]
}

test_fail if {
	status({"load_balancers": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"load_balancers": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"load_balancers": []}, {"components": {"load_balancer": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
