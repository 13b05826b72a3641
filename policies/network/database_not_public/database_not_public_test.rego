package archcheck.network.database_not_public_test

import data.archcheck.network.database_not_public

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := database_not_public.verdicts with input as {
		"document": document,
		"databases": {"x": object.union(resource, {"id": "x", "internet_path": ["the path"]})},
	}
}

asked := {"database": {"public": false}}

test_pass if {
	status({"public_address": false}, asked) == ["pass"]
}

test_fail if {
	status({"public_address": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"public_address": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"public_address": true}, {"database": {"public": true}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
