package archcheck.network.application_acl_test

import data.archcheck.network.application_acl

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := application_acl.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x", "documented_paths": ["the path"]})},
	}
}

asked := {"edges": []}

test_pass if {
	status({"acl_blocks": []}, asked) == ["pass"]
}

test_fail if {
	status({"acl_blocks": ["internet -> load_balancer:443: acl denies"]}, asked) == ["fail"]
}

test_unknown if {
	status({"acl_blocks": [], "unknown": {"acl_blocks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"acl_blocks": ["internet -> load_balancer:443: acl denies"]}, {"edges": null}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
