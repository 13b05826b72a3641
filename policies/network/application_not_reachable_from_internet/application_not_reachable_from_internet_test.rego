package archcheck.network.application_not_reachable_from_internet_test

import data.archcheck.network.application_not_reachable_from_internet

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := application_not_reachable_from_internet.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x", "internet_path": ["the path"]})},
	}
}

asked := {"edges": [{"from": "load_balancer", "to": "application", "port": 3000}]}

documented := {"edges": [{"from": "internet", "to": "application", "port": 5432}]}

test_pass if {
	status({"internet_reachable": false}, asked) == ["pass"]
}

test_fail if {
	status({"internet_reachable": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"internet_reachable": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"internet_reachable": true}, {"edges": null}) == ["not_applicable"]
}

test_documented_is_not_applicable if {
	status({"internet_reachable": true}, documented) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
