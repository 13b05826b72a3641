package archcheck.edge.web_acl_test

import data.archcheck.edge.web_acl

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := web_acl.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x", "web_acl_notes": null})},
	}
}

asked := {"load_balancer": {"web_acl": true}}

test_pass if {
	status({"protected_by": "acl"}, asked) == ["pass"]
}

test_fail if {
	status({"protected_by": ""}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"protected_by": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"protected_by": ""}, {"load_balancer": {"web_acl": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
