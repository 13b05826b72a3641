package archcheck.identity.task_role_test

import data.archcheck.identity.task_role

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := task_role.verdicts with input as {
		"document": document,
		"task_definitions": {"x": object.union(resource, {"id": "x", "gone": []})},
	}
}

asked := {"identity": {"task_role": true}}

test_pass if {
	status({"existing_task_role": "role"}, asked) == ["pass"]
}

test_fail if {
	status({"existing_task_role": ""}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"existing_task_role": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"existing_task_role": ""}, {"identity": {"task_role": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
