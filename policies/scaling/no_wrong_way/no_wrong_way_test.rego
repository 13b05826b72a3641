package archcheck.scaling.no_wrong_way_test

import data.archcheck.scaling.no_wrong_way

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := no_wrong_way.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"scaling": {"out_cpu_percent": 70}}

test_pass if {
	status({"wrong_way": []}, asked) == ["pass"]
}

test_fail if {
	status({"wrong_way": ["alarm"]}, asked) == ["fail"]
}

test_unknown if {
	status({"wrong_way": [], "unknown": {"wrong_way": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"wrong_way": ["alarm"]}, {"scaling": {"out_cpu_percent": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
