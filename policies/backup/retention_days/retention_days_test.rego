package archcheck.backup.retention_days_test

import data.archcheck.backup.retention_days

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := retention_days.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"backup_retention_days": 7}}

test_pass if {
	status({"backup_retention_days": 7}, asked) == ["pass"]
}

test_fail if {
	status({"backup_retention_days": 3}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"backup_retention_days": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"backup_retention_days": 3}, {"database": {"backup_retention_days": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
