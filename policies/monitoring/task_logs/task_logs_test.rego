package archcheck.monitoring.task_logs_test

import data.archcheck.monitoring.task_logs

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := task_logs.verdicts with input as {
		"document": document,
		"task_definitions": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"task_logs": true}}

test_pass if {
	status({"unlogged": []}, asked) == ["pass"]
}

test_fail if {
	status({"unlogged": ["app"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unlogged": [], "unknown": {"unlogged": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"unlogged": ["app"]}, {"monitoring": {"task_logs": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
