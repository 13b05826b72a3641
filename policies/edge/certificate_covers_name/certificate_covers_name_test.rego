package archcheck.edge.certificate_covers_name_test

import data.archcheck.edge.certificate_covers_name

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := certificate_covers_name.verdicts with input as {
		"document": document,
		"load_balancers": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"certificate_covers_name": true}}

test_pass if {
	status({"uncovered_names": []}, asked) == ["pass"]
}

test_fail if {
	status({"uncovered_names": ["www.example.com"]}, asked) == ["fail"]
}

test_unknown if {
	status({"uncovered_names": [], "unknown": {"uncovered_names": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"uncovered_names": ["www.example.com"]}, {"load_balancer": {"certificate_covers_name": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
