package archcheck.encryption.tls_policy_test

import data.archcheck.encryption.tls_policy

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := tls_policy.verdicts with input as {
		"document": document,
		"tls_listeners": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"tls_minimum": "1.2"}}

test_pass if {
	status({"tls_minimum": "1.2"}, asked) == ["pass"]
}

test_fail if {
	status({"tls_minimum": "1.0"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"tls_minimum": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"tls_minimum": "1.0"}, {"load_balancer": {"tls_minimum": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
