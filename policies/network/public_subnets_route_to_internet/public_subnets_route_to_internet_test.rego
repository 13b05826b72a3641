package archcheck.network.public_subnets_route_to_internet_test

import data.archcheck.network.public_subnets_route_to_internet

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := public_subnets_route_to_internet.verdicts with input as {
		"document": document,
		"public_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"public_route_to_internet": true}}

test_pass if {
	status({"proof": ["the route that proves it"], "public": true}, asked) == ["pass"]
}

test_fail if {
	status({"proof": ["the route that proves it"], "public": false}, asked) == ["fail"]
}

test_unknown if {
	status({"proof": ["the route that proves it"], "unknown": {"public": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"proof": ["the route that proves it"], "public": false}, {"network": {"public_route_to_internet": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"proof": ["the route that proves it"]}, asked) == ["not_collected"]
}
