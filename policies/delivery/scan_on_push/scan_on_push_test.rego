package archcheck.delivery.scan_on_push_test

import data.archcheck.delivery.scan_on_push

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := scan_on_push.verdicts with input as {
		"document": document,
		"repositories": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"repository": {"scan_on_push": true}}

test_pass if {
	status({"scan_on_push": true}, asked) == ["pass"]
}

test_fail if {
	status({"scan_on_push": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"scan_on_push": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"scan_on_push": false}, {"repository": {"scan_on_push": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
