package archcheck.delivery.minimum_healthy_percent_test

import data.archcheck.delivery.minimum_healthy_percent

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := minimum_healthy_percent.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"minimum_healthy_percent": 100}}

test_pass if {
	status({"minimum_healthy_percent": 100}, asked) == ["pass"]
}

test_fail if {
	status({"minimum_healthy_percent": 50}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"minimum_healthy_percent": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"minimum_healthy_percent": 50}, {"service": {"minimum_healthy_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
