package archcheck.scaling.minimum_tasks_test

import data.archcheck.scaling.minimum_tasks

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := minimum_tasks.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"tasks": {"from": 2, "to": 10}}}

test_pass if {
	status({"min_tasks": 2}, asked) == ["pass"]
}

test_fail if {
	status({"min_tasks": 1}, asked) == ["fail"]
}

test_more_are_at_least if {
	status({"min_tasks": 3}, asked) == ["pass"]
}

test_unknown if {
	status({"unknown": {"min_tasks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"min_tasks": 1}, {"service": {"tasks": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_a_known_bound_fails_whatever_is_unknown if {
	status({"lowest_known": 1, "unknown": {"min_tasks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["fail"]
}
