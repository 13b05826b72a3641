package archcheck.encryption.database_at_rest_test

import data.archcheck.encryption.database_at_rest

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_at_rest.verdicts with input as {
		"document": document,
		"databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"encrypted": true}}

test_pass if {
	status({"storage_encrypted": true}, asked) == ["pass"]
}

test_fail if {
	status({"storage_encrypted": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"storage_encrypted": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"storage_encrypted": false}, {"database": {"encrypted": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
