package archcheck.identity.role_trust_test

import data.archcheck.identity.role_trust

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := role_trust.verdicts with input as {
		"document": document,
		"roles": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"identity": {"trusted_service": "ecs-tasks.amazonaws.com"}}

test_pass if {
	status({"trusted_services": ["ecs-tasks.amazonaws.com"]}, asked) == ["pass"]
}

test_fail if {
	status({"trusted_services": ["*"]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"trusted_services": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"trusted_services": ["*"]}, {"identity": {"trusted_service": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
