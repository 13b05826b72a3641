package archcheck.availability.database_zones_test

import data.archcheck.availability.database_zones

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_zones.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"availability_zones": 2}}

test_pass if {
	status({"zones": ["a", "b"]}, asked) == ["pass"]
}

test_fail if {
	status({"zones": ["a"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"zones": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"zones": ["a"]}, {"network": {"availability_zones": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
