package archcheck.scaling.target_present_test

import data.archcheck.scaling.target_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := target_present.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"tasks": {"from": 2, "to": 10}}}

test_pass if {
	status({"scaling_targets": ["t"]}, asked) == ["pass"]
}

test_fail if {
	status({"scaling_targets": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"scaling_targets": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"scaling_targets": []}, {"service": {"tasks": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_what_does_not_count_is_said if {
	some verdict in target_present.verdicts with input as {
		"document": asked,
		"services": {"x": {"id": "x", "scaling_targets": [], "scaling_notes": ["it is suspended"]}},
	}
	verdict.found == "none; it is suspended"
}
