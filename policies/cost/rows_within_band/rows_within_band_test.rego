package archcheck.cost.rows_within_band_test

import data.archcheck.cost.rows_within_band

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := rows_within_band.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x", "cost_lines": ["a line"]})},
	}
}

asked := {"cost": {"rows_within_band": true}}

not_priced := {"rows_above": {"status": "unknown", "reason": "not_priced"}}

test_pass if {
	status({"rows_above": []}, asked) == ["pass"]
}

test_fail if {
	status({"rows_above": ["database 70.45, documented ~60"]}, asked) == ["fail"]
}

test_fail_whatever_else_is_not_known if {
	status({"rows_above": ["database 70.45, documented ~60"], "unknown": not_priced}, asked) == ["fail"]
}

test_unknown if {
	status({"rows_above": [], "unknown": not_priced}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"rows_above": ["database 70.45, documented ~60"]}, {"cost": {"rows_within_band": false}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
