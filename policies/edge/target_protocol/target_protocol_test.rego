package archcheck.edge.target_protocol_test

import data.archcheck.edge.target_protocol

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := target_protocol.verdicts with input as {
		"document": document,
		"target_groups": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"target_protocol": "HTTP"}}

test_pass if {
	status({"protocol": "HTTP"}, asked) == ["pass"]
}

test_fail if {
	status({"protocol": "HTTPS"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"protocol": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"protocol": "HTTPS"}, {"load_balancer": {"target_protocol": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
