package archcheck.availability.cache_present_test

import data.archcheck.availability.cache_present

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_present.verdicts with input as {
		"document": document,
		"stacks": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"components": {"cache": 1}}

test_pass if {
	status({"caches": ["x"]}, asked) == ["pass"]
}

test_fail if {
	status({"caches": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"caches": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"caches": []}, {"components": {"cache": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
