package archcheck.edge.https_forwarded_test

import data.archcheck.edge.https_forwarded

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := https_forwarded.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"https_listener": true}}

test_pass if {
	status({"https_listeners": ["l"]}, asked) == ["pass"]
}

test_fail if {
	status({"https_listeners": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"https_listeners": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"https_listeners": []}, {"load_balancer": {"https_listener": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
