package archcheck.availability.nat_gateway_in_each_zone_test

import data.archcheck.availability.nat_gateway_in_each_zone

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := nat_gateway_in_each_zone.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"nat_per_zone": true, "availability_zones": 2}}

test_pass if {
	status({"nat_zones": ["a", "b"]}, asked) == ["pass"]
}

test_fail if {
	status({"nat_zones": ["a"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"nat_zones": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"nat_zones": ["a"]}, {"network": {"nat_per_zone": null, "availability_zones": 2}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
