package archcheck.network.vpc_cidr_test

import data.archcheck.network.vpc_cidr

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := vpc_cidr.verdicts with input as {
		"document": document,
		"vpcs": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"vpc_cidr": "10.0.0.0/16"}}

test_pass if {
	status({"cidr_blocks": ["10.0.0.0/16"]}, asked) == ["pass"]
}

test_fail if {
	status({"cidr_blocks": ["10.1.0.0/16"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"cidr_blocks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"cidr_blocks": ["10.1.0.0/16"]}, {"network": {"vpc_cidr": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
