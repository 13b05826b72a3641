package archcheck.cost.budget_present_test

import data.archcheck.cost.budget_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := budget_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x", "cost_lines": ["a line"]})},
	}
}

asked := {"cost": {"budget": true}}

test_pass if {
	status({"budgets": ["budget"]}, asked) == ["pass"]
}

test_fail if {
	status({"budgets": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"budgets": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"budgets": []}, {"cost": {"budget": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_a_budget_that_does_not_fit_is_named if {
	some verdict in budget_present.verdicts with input as {
		"document": asked,
		"stacks": {"x": {"id": "x", "budgets": [], "budget_notes": ["b counts only S3"]}},
	}
	verdict.found == "none; b counts only S3"
}
