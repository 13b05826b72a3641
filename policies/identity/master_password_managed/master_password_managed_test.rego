package archcheck.identity.master_password_managed_test

import data.archcheck.identity.master_password_managed

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := master_password_managed.verdicts with input as {
		"document": document,
		"primary_databases": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"identity": {"master_password_in_secrets_manager": true}}

test_pass if {
	status({"master_password_in_secrets_manager": true}, asked) == ["pass"]
}

test_fail if {
	status({"master_password_in_secrets_manager": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"master_password_in_secrets_manager": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"master_password_in_secrets_manager": false}, {"identity": {"master_password_in_secrets_manager": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
