package archcheck.cost.expected_within_band_test

import data.archcheck.cost.expected_within_band

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := expected_within_band.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x", "cost_lines": ["a line"]})},
	}
}

asked := {"cost": {"monthly_usd": {"from": 200, "to": 400}, "tolerance_percent": 10}}

test_pass if {
	status({"expected_monthly_usd": 439.5}, asked) == ["pass"]
}

test_fail if {
	status({"expected_monthly_usd": 441}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"expected_monthly_usd": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"expected_monthly_usd": 441}, {"cost": {"monthly_usd": null, "tolerance_percent": 10}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_without_tolerance if {
	status({"expected_monthly_usd": 401}, {"cost": {"monthly_usd": {"from": 200, "to": 400}, "tolerance_percent": null}}) == ["fail"]
}
