package archcheck.availability.database_engine_test

import data.archcheck.availability.database_engine

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_engine.verdicts with input as {
		"document": document,
		"databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"engine": "postgres"}}

test_pass if {
	status({"engine": "postgres"}, asked) == ["pass"]
}

test_fail if {
	status({"engine": "mysql"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"engine": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"engine": "mysql"}, {"database": {"engine": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
