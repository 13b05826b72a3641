package archcheck.backup.point_in_time_recovery_test

import data.archcheck.backup.point_in_time_recovery

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := point_in_time_recovery.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"point_in_time_recovery": true}}

test_pass if {
	status({"point_in_time_recovery": true}, asked) == ["pass"]
}

test_fail if {
	status({"point_in_time_recovery": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"point_in_time_recovery": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"point_in_time_recovery": false}, {"database": {"point_in_time_recovery": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
