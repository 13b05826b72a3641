package archcheck.edge.http_listener_present_test

import data.archcheck.edge.http_listener_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := http_listener_present.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"redirect_http": true}}

test_pass if {
	status({"plain_listeners": ["l"]}, asked) == ["pass"]
}

test_fail if {
	status({"plain_listeners": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"plain_listeners": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"plain_listeners": []}, {"load_balancer": {"redirect_http": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
