package archcheck.availability.healthy_targets_test

import data.archcheck.availability.healthy_targets

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := healthy_targets.verdicts with input as {
		"document": document,
		"serving_target_groups": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"healthy_targets": 1}}

test_pass if {
	status({"healthy_targets": 2}, asked) == ["pass"]
}

test_fail if {
	status({"healthy_targets": 0}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"healthy_targets": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"healthy_targets": 0}, {"load_balancer": {"healthy_targets": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
