package archcheck.encryption.certificate_expiry_test

import data.archcheck.encryption.certificate_expiry

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := certificate_expiry.verdicts with input as {
		"document": document,
		"certificates": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"certificate_days": 14}}

test_pass if {
	status({"expires_in_days": 90}, asked) == ["pass"]
}

test_fail if {
	status({"expires_in_days": 3}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"expires_in_days": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"expires_in_days": 3}, {"load_balancer": {"certificate_days": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
