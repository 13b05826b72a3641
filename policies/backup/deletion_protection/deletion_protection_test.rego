package archcheck.backup.deletion_protection_test

import data.archcheck.backup.deletion_protection

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := deletion_protection.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"database": {"deletion_protection": true}}

test_pass if {
	status({"deletion_protection": true}, asked) == ["pass"]
}

test_fail if {
	status({"deletion_protection": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"deletion_protection": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"deletion_protection": false}, {"database": {"deletion_protection": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
