package archcheck.availability.database_present_test

import data.archcheck.availability.database_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"components": {"database": 1}}

test_pass if {
	status({"databases": ["x"]}, asked) == ["pass"]
}

test_fail if {
	status({"databases": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"databases": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"databases": []}, {"components": {"database": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
