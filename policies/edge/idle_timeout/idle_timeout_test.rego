package archcheck.edge.idle_timeout_test

import data.archcheck.edge.idle_timeout

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := idle_timeout.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"idle_timeout_seconds": {"from": 60, "to": 4000}}}

test_pass if {
	status({"idle_timeout_seconds": 60}, asked) == ["pass"]
}

test_fail if {
	status({"idle_timeout_seconds": 5}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"idle_timeout_seconds": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"idle_timeout_seconds": 5}, {"load_balancer": {"idle_timeout_seconds": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
