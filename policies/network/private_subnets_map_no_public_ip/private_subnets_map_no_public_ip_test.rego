package archcheck.network.private_subnets_map_no_public_ip_test

import data.archcheck.network.private_subnets_map_no_public_ip

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := private_subnets_map_no_public_ip.verdicts with input as {
		"document": document,
		"private_subnets": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"service": {"public_ip": false}}

test_pass if {
	status({"map_public_ip_on_launch": false}, asked) == ["pass"]
}

test_fail if {
	status({"map_public_ip_on_launch": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"map_public_ip_on_launch": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"map_public_ip_on_launch": true}, {"service": {"public_ip": true}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
