package archcheck.network.isolated_subnet_prefixes_test

import data.archcheck.network.isolated_subnet_prefixes

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := isolated_subnet_prefixes.verdicts with input as {
		"document": document,
		"isolated_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"isolated_subnets": ["10.0.0.0/24"]}}

test_pass if {
	status({"cidr_block": "10.0.0.0/24"}, asked) == ["pass"]
}

test_fail if {
	status({"cidr_block": "10.0.9.0/24"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"cidr_block": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"cidr_block": "10.0.9.0/24"}, {"network": {"isolated_subnets": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
