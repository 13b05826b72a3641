package archcheck.availability.nat_gateway_count_test

import data.archcheck.availability.nat_gateway_count

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := nat_gateway_count.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"nat_gateways": 2}}

test_pass if {
	status({"nat_gateways": ["a", "b"]}, asked) == ["pass"]
}

test_fail if {
	status({"nat_gateways": ["a"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"nat_gateways": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"nat_gateways": ["a"]}, {"network": {"nat_gateways": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
