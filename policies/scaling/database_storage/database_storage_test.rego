package archcheck.scaling.database_storage_test

import data.archcheck.scaling.database_storage

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_storage.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"storage_gib": {"from": 100, "to": 500}}}

test_pass if {
	status({"kind": "instance", "storage_gib": 100}, asked) == ["pass"]
}

test_fail if {
	status({"kind": "instance", "storage_gib": 20}, asked) == ["fail"]
}

test_unknown if {
	status({"kind": "instance", "unknown": {"storage_gib": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"kind": "instance", "storage_gib": 20}, {"database": {"storage_gib": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"kind": "instance"}, asked) == ["not_collected"]
}
