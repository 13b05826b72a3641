package archcheck.identity.credentials_from_secrets_manager_test

import data.archcheck.identity.credentials_from_secrets_manager

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := credentials_from_secrets_manager.verdicts with input as {
		"document": document,
		"task_definitions": {"x": object.union(resource, {"id": "x", "unreadable": []})},
	}
}

asked := {"identity": {"credentials_in_secrets_manager": true}}

test_pass if {
	status({"secrets_from_manager": ["app.DATABASE_URL"]}, asked) == ["pass"]
}

test_fail if {
	status({"secrets_from_manager": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"secrets_from_manager": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"secrets_from_manager": []}, {"identity": {"credentials_in_secrets_manager": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
