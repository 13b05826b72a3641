package archcheck.monitoring.container_insights_test

import data.archcheck.monitoring.container_insights

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := container_insights.verdicts with input as {
		"document": document,
		"clusters": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"container_insights": true}}

test_pass if {
	status({"container_insights": "enabled"}, asked) == ["pass"]
}

test_fail if {
	status({"container_insights": "disabled"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"container_insights": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"container_insights": "disabled"}, {"monitoring": {"container_insights": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
