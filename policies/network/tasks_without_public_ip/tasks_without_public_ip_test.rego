package archcheck.network.tasks_without_public_ip_test

import data.archcheck.network.tasks_without_public_ip

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := tasks_without_public_ip.verdicts with input as {
		"document": document,
		"services": {"x": object.union(resource, {"id": "x", "internet_path": ["the path"]})},
	}
}

asked := {"service": {"public_ip": false}}

test_pass if {
	status({"public_address": false}, asked) == ["pass"]
}

test_fail if {
	status({"public_address": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"public_address": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"public_address": true}, {"service": {"public_ip": true}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
