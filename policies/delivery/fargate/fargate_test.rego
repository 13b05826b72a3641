package archcheck.delivery.fargate_test

import data.archcheck.delivery.fargate

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := fargate.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"launch_type": "FARGATE"}}

test_pass if {
	status({"fargate_only": true}, asked) == ["pass"]
}

test_fail if {
	status({"fargate_only": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"fargate_only": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"fargate_only": false}, {"service": {"launch_type": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
