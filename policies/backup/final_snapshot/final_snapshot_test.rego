package archcheck.backup.final_snapshot_test

import data.archcheck.backup.final_snapshot

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := final_snapshot.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"final_snapshot": true}}

test_pass if {
	status({"skip_final_snapshot": false}, asked) == ["pass"]
}

test_fail if {
	status({"skip_final_snapshot": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"skip_final_snapshot": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"skip_final_snapshot": true}, {"database": {"final_snapshot": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
