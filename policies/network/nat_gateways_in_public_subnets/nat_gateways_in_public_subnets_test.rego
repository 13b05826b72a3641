package archcheck.network.nat_gateways_in_public_subnets_test

import data.archcheck.network.nat_gateways_in_public_subnets

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := nat_gateways_in_public_subnets.verdicts with input as {
		"document": document,
		"nat_gateways": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"public_route_to_internet": true}}

test_pass if {
	status({"proof": ["the route that proves it"], "in_public_subnet": true}, asked) == ["pass"]
}

test_fail if {
	status({"proof": ["the route that proves it"], "in_public_subnet": false}, asked) == ["fail"]
}

test_unknown if {
	status({"proof": ["the route that proves it"], "unknown": {"in_public_subnet": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"proof": ["the route that proves it"], "in_public_subnet": false}, {"network": {"public_route_to_internet": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"proof": ["the route that proves it"]}, asked) == ["not_collected"]
}
