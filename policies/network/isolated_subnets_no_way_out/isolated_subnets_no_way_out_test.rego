package archcheck.network.isolated_subnets_no_way_out_test

import data.archcheck.network.isolated_subnets_no_way_out

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := isolated_subnets_no_way_out.verdicts with input as {
		"document": document,
		"isolated_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"isolated_no_way_out": true}}

test_pass if {
	status({"proof": ["the route that proves it"], "isolated": true}, asked) == ["pass"]
}

test_fail if {
	status({"proof": ["the route that proves it"], "isolated": false}, asked) == ["fail"]
}

test_unknown if {
	status({"proof": ["the route that proves it"], "unknown": {"isolated": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"proof": ["the route that proves it"], "isolated": false}, {"network": {"isolated_no_way_out": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"proof": ["the route that proves it"]}, asked) == ["not_collected"]
}
