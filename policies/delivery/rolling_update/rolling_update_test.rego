package archcheck.delivery.rolling_update_test

import data.archcheck.delivery.rolling_update

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := rolling_update.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x", "deployment_notes": []})},
	}
}

asked := {"service": {"rolling_update": true}}

test_pass if {
	status({"rolling_update": true}, asked) == ["pass"]
}

test_fail if {
	status({"rolling_update": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"rolling_update": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"rolling_update": false}, {"service": {"rolling_update": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
