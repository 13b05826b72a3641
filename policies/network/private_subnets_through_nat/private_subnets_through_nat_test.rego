package archcheck.network.private_subnets_through_nat_test

import data.archcheck.network.private_subnets_through_nat

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := private_subnets_through_nat.verdicts with input as {
		"document": document,
		"private_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"private_through_nat": true}}

test_pass if {
	status({"proof": ["the route that proves it"], "private": true}, asked) == ["pass"]
}

test_fail if {
	status({"proof": ["the route that proves it"], "private": false}, asked) == ["fail"]
}

test_unknown if {
	status({"proof": ["the route that proves it"], "unknown": {"private": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"proof": ["the route that proves it"], "private": false}, {"network": {"private_through_nat": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"proof": ["the route that proves it"]}, asked) == ["not_collected"]
}
