package archcheck.network.internet_gateway_present_test

import data.archcheck.network.internet_gateway_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := internet_gateway_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"public_route_to_internet": true}}

test_pass if {
	status({"internet_gateways": ["g"]}, asked) == ["pass"]
}

test_fail if {
	status({"internet_gateways": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"internet_gateways": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"internet_gateways": []}, {"network": {"public_route_to_internet": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
