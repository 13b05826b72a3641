package archcheck.scaling.out_cpu_test

import data.archcheck.scaling.out_cpu

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := out_cpu.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"scaling": {"out_cpu_percent": 70}}

test_pass if {
	status({"out_cpu": [70]}, asked) == ["pass"]
}

test_fail if {
	status({"out_cpu": [90]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"out_cpu": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"out_cpu": [90]}, {"scaling": {"out_cpu_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_what_does_not_count_is_said if {
	some verdict in out_cpu.verdicts with input as {
		"document": asked,
		"services": {"x": {"id": "x", "out_cpu": [], "tracks_cpu": false, "scaling_notes": ["scaling is suspended"]}},
	}
	verdict.found == "none; scaling is suspended"
}
