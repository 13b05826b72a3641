package archcheck.edge.load_balancer_internet_facing_test

import data.archcheck.edge.load_balancer_internet_facing

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := load_balancer_internet_facing.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"internet_facing": true}}

test_pass if {
	status({"internal": false}, asked) == ["pass"]
}

test_fail if {
	status({"internal": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"internal": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"internal": true}, {"load_balancer": {"internet_facing": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
