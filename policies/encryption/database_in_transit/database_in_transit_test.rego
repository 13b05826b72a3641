package archcheck.encryption.database_in_transit_test

import data.archcheck.encryption.database_in_transit

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_in_transit.verdicts with input as {
		"document": document,
		"databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"force_tls": true}}

test_pass if {
	status({"forces_tls": true}, asked) == ["pass"]
}

test_fail if {
	status({"forces_tls": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"forces_tls": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"forces_tls": false}, {"database": {"force_tls": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
