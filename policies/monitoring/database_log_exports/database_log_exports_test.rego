package archcheck.monitoring.database_log_exports_test

import data.archcheck.monitoring.database_log_exports

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_log_exports.verdicts with input as {
		"document": document,
		"databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"log_exports": ["postgresql"]}}

test_pass if {
	status({"log_exports": ["postgresql", "upgrade"]}, asked) == ["pass"]
}

test_fail if {
	status({"log_exports": ["upgrade"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"log_exports": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"log_exports": ["upgrade"]}, {"database": {"log_exports": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
