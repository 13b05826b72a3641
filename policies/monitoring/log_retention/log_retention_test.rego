package archcheck.monitoring.log_retention_test

import data.archcheck.monitoring.log_retention

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := log_retention.verdicts with input as {
		"document": document,
		"log_groups": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"log_retention": true}}

test_pass if {
	status({"retention_days": 30}, asked) == ["pass"]
}

test_fail if {
	status({"retention_days": 0}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"retention_days": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"retention_days": 0}, {"monitoring": {"log_retention": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
