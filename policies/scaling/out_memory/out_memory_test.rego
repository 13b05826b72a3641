package archcheck.scaling.out_memory_test

import data.archcheck.scaling.out_memory

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := out_memory.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"scaling": {"out_memory_percent": 80}}

test_pass if {
	status({"out_memory": [80]}, asked) == ["pass"]
}

test_fail if {
	status({"out_memory": [90]}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"out_memory": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"out_memory": [90]}, {"scaling": {"out_memory_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}

test_what_does_not_count_is_said if {
	some verdict in out_memory.verdicts with input as {
		"document": asked,
		"services": {"x": {"id": "x", "out_memory": [], "tracks_memory": false, "scaling_notes": ["scaling is suspended"]}},
	}
	verdict.found == "none; scaling is suspended"
}
