package archcheck.edge.http2_test

import data.archcheck.edge.http2

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := http2.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"http2": true}}

test_pass if {
	status({"http2": true}, asked) == ["pass"]
}

test_fail if {
	status({"http2": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"http2": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"http2": false}, {"load_balancer": {"http2": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
