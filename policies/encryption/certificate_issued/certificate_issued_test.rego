package archcheck.encryption.certificate_issued_test

import data.archcheck.encryption.certificate_issued

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := certificate_issued.verdicts with input as {
		"document": document,
		"certificates": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"certificate_issued": true}}

test_pass if {
	status({"status": "ISSUED"}, asked) == ["pass"]
}

test_fail if {
	status({"status": "EXPIRED"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"status": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"status": "EXPIRED"}, {"load_balancer": {"certificate_issued": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
