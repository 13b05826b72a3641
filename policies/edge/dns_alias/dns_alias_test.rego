package archcheck.edge.dns_alias_test

import data.archcheck.edge.dns_alias

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := dns_alias.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"dns_alias": true}}

test_pass if {
	status({"alias_records": ["r"]}, asked) == ["pass"]
}

test_fail if {
	status({"alias_records": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"alias_records": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"alias_records": []}, {"load_balancer": {"dns_alias": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
