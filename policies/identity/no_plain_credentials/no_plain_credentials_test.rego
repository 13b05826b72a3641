package archcheck.identity.no_plain_credentials_test

import data.archcheck.identity.no_plain_credentials

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := no_plain_credentials.verdicts with input as {
		"document": document,
		"task_definitions": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"identity": {"no_plain_credentials": true}}

test_pass if {
	status({"credentials": []}, asked) == ["pass"]
}

test_fail if {
	status({"credentials": ["app.DB_PASSWORD (credential-name)"]}, asked) == ["fail"]
}

test_unknown if {
	status({"credentials": [], "unknown": {"credentials": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"credentials": ["app.DB_PASSWORD (credential-name)"]}, {"identity": {"no_plain_credentials": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
