package archcheck.monitoring.access_logs_test

import data.archcheck.monitoring.access_logs

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := access_logs.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"access_logs": true}}

test_pass if {
	status({"access_logs": true}, asked) == ["pass"]
}

test_fail if {
	status({"access_logs": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"access_logs": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"access_logs": false}, {"load_balancer": {"access_logs": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
