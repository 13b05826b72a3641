package archcheck.network.vpc_present_test

import data.archcheck.network.vpc_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := vpc_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"vpc_cidr": "10.0.0.0/16"}}

test_pass if {
	status({"vpcs": ["v"]}, asked) == ["pass"]
}

test_fail if {
	status({"vpcs": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"vpcs": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"vpcs": []}, {"network": {"vpc_cidr": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
