package archcheck.edge.web_acl_test

import data.archcheck.edge.web_acl

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := web_acl.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"web_acl": true}}

test_pass if {
	status({"web_acl": "acl"}, asked) == ["pass"]
}

test_fail if {
	status({"web_acl": ""}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"web_acl": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"web_acl": ""}, {"load_balancer": {"web_acl": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
