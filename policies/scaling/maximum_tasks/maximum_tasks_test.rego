package archcheck.scaling.maximum_tasks_test

import data.archcheck.scaling.maximum_tasks

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := maximum_tasks.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"tasks": {"from": 2, "to": 10}}}

test_pass if {
	status({"max_tasks": 10}, asked) == ["pass"]
}

test_fail if {
	status({"max_tasks": 11}, asked) == ["fail"]
}

test_fewer_are_at_most if {
	status({"max_tasks": 4}, asked) == ["pass"]
}

test_unknown if {
	status({"unknown": {"max_tasks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"max_tasks": 4}, {"service": {"tasks": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_a_known_bound_fails_whatever_is_unknown if {
	status({"highest_known": 50, "unknown": {"max_tasks": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["fail"]
}
