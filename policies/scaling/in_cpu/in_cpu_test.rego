package archcheck.scaling.in_cpu_test

import data.archcheck.scaling.in_cpu

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := in_cpu.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"scaling": {"in_cpu_percent": 50}}

test_pass if {
	status({"in_cpu": [50], "tracks_cpu": false}, asked) == ["pass"]
}

test_fail if {
	status({"in_cpu": [30], "tracks_cpu": false}, asked) == ["fail"]
}

test_unknown if {
	status({"tracks_cpu": false, "unknown": {"in_cpu": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"in_cpu": []}, {"scaling": {"in_cpu_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_what_does_not_count_is_said if {
	some verdict in in_cpu.verdicts with input as {
		"document": asked,
		"services": {"x": {"id": "x", "in_cpu": [], "tracks_cpu": false, "scaling_notes": ["scaling is suspended"]}},
	}
	verdict.found == "none; scaling is suspended"
}
