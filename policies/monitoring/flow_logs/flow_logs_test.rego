package archcheck.monitoring.flow_logs_test

import data.archcheck.monitoring.flow_logs

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := flow_logs.verdicts with input as {
		"document": document,
		"vpcs": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"flow_logs": true}}

test_pass if {
	status({"flow_logs": ["log"]}, asked) == ["pass"]
}

test_fail if {
	status({"flow_logs": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"flow_logs": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"flow_logs": []}, {"monitoring": {"flow_logs": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
