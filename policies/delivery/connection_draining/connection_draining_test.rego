package archcheck.delivery.connection_draining_test

import data.archcheck.delivery.connection_draining

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := connection_draining.verdicts with input as {
		"document": document,
		"target_groups": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"drain_connections": true}}

test_pass if {
	status({"deregistration_delay_seconds": 30}, asked) == ["pass"]
}

test_fail if {
	status({"deregistration_delay_seconds": 0}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"deregistration_delay_seconds": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"deregistration_delay_seconds": 0}, {"load_balancer": {"drain_connections": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
