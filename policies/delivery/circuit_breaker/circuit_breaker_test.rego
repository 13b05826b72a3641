package archcheck.delivery.circuit_breaker_test

import data.archcheck.delivery.circuit_breaker

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := circuit_breaker.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"circuit_breaker": true}}

test_pass if {
	status({"circuit_breaker": true}, asked) == ["pass"]
}

test_fail if {
	status({"circuit_breaker": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"circuit_breaker": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"circuit_breaker": false}, {"service": {"circuit_breaker": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
