package archcheck.availability.database_multi_az_test

import data.archcheck.availability.database_multi_az

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_multi_az.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"multi_az": true}}

test_pass if {
	status({"multi_az": true}, asked) == ["pass"]
}

test_fail if {
	status({"multi_az": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"multi_az": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"multi_az": false}, {"database": {"multi_az": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
