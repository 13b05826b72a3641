package archcheck.availability.target_health_check_test

import data.archcheck.availability.target_health_check

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := target_health_check.verdicts with input as {
		"document": document,
		"target_groups": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"health_checks": true}}

test_pass if {
	status({"health_check": true}, asked) == ["pass"]
}

test_fail if {
	status({"health_check": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"health_check": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"health_check": false}, {"load_balancer": {"health_checks": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
