package archcheck.edge.container_port_test

import data.archcheck.edge.container_port

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := container_port.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"target_port": 3000}}

test_pass if {
	status({"target_ports": [3000]}, asked) == ["pass"]
}

test_fail if {
	status({"target_ports": [8080]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"target_ports": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"target_ports": [8080]}, {"load_balancer": {"target_port": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
