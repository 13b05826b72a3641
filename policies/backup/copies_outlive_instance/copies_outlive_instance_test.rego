package archcheck.backup.copies_outlive_instance_test

import data.archcheck.backup.copies_outlive_instance

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := copies_outlive_instance.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"backups_outlive_instance": true}}

test_pass if {
	status({"copies_outlive": true}, asked) == ["pass"]
}

test_fail if {
	status({"copies_outlive": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"copies_outlive": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"copies_outlive": false}, {"database": {"backups_outlive_instance": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
