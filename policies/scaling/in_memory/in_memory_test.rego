package archcheck.scaling.in_memory_test

import data.archcheck.scaling.in_memory

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := in_memory.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"scaling": {"in_memory_percent": 60}}

test_pass if {
	status({"in_memory": [60], "tracks_memory": false}, asked) == ["pass"]
}

test_fail if {
	status({"in_memory": [40], "tracks_memory": false}, asked) == ["fail"]
}

test_unknown if {
	status({"tracks_memory": false, "unknown": {"in_memory": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"in_memory": []}, {"scaling": {"in_memory_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_what_does_not_count_is_said if {
	some verdict in in_memory.verdicts with input as {
		"document": asked,
		"services": {"x": {"id": "x", "in_memory": [], "tracks_memory": false, "scaling_notes": ["scaling is suspended"]}},
	}
	verdict.found == "none; scaling is suspended"
}
