package archcheck.cost.maximum_within_band_test

import data.archcheck.cost.maximum_within_band

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := maximum_within_band.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x", "cost_lines": ["a line"]})},
	}
}

asked := {"cost": {"monthly_usd": {"from": 200, "to": 400}, "maximum_within_band": true}}

test_pass if {
	status({"maximum_monthly_usd": 400}, asked) == ["pass"]
}

test_fail if {
	status({"maximum_monthly_usd": 401}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"maximum_monthly_usd": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"maximum_monthly_usd": 401}, {"cost": {"monthly_usd": {"from": 200, "to": 400}, "maximum_within_band": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
