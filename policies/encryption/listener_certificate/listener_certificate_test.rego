package archcheck.encryption.listener_certificate_test

import data.archcheck.encryption.listener_certificate

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := listener_certificate.verdicts with input as {
		"document": document,
		"tls_listeners": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"https_listener": true}}

test_pass if {
	status({"certificates": ["c"]}, asked) == ["pass"]
}

test_fail if {
	status({"certificates": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"certificates": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"certificates": []}, {"load_balancer": {"https_listener": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
