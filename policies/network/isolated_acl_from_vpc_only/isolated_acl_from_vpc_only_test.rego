package archcheck.network.isolated_acl_from_vpc_only_test

import data.archcheck.network.isolated_acl_from_vpc_only

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := isolated_acl_from_vpc_only.verdicts with input as {
		"document": document,
		"isolated_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"isolated_acl_from_vpc_only": true}}

test_pass if {
	status({"acl_proof": ["the route that proves it"], "acl_from_vpc_only": true}, asked) == ["pass"]
}

test_fail if {
	status({"acl_proof": ["the route that proves it"], "acl_from_vpc_only": false}, asked) == ["fail"]
}

test_unknown if {
	status({"acl_proof": ["the route that proves it"], "unknown": {"acl_from_vpc_only": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"acl_proof": ["the route that proves it"], "acl_from_vpc_only": false}, {"network": {"isolated_acl_from_vpc_only": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"acl_proof": ["the route that proves it"]}, asked) == ["not_collected"]
}
