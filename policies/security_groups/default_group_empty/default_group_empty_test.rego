package archcheck.security_groups.default_group_empty_test

import data.archcheck.security_groups.default_group_empty

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := default_group_empty.verdicts with input as {
		"document": document,
		"vpcs": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"network": {"default_group_empty": true}}

test_pass if {
	status({"default_group_rules": ["the route that proves it"], "default_group_empty": true}, asked) == ["pass"]
}

test_fail if {
	status({"default_group_rules": ["the route that proves it"], "default_group_empty": false}, asked) == ["fail"]
}

test_unknown if {
	status({"default_group_rules": ["the route that proves it"], "unknown": {"default_group_empty": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"default_group_rules": ["the route that proves it"], "default_group_empty": false}, {"network": {"default_group_empty": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"default_group_rules": ["the route that proves it"]}, asked) == ["not_collected"]
}
