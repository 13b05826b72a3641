package archcheck.security_groups.cache_egress_test

import data.archcheck.security_groups.cache_egress

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_egress.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"edges": [{"from": "internet", "to": "load_balancer", "port": 443}]}

test_pass if {
	status({"egress_excess": [], "egress_missing": [], "egress_paths": [], "egress_exact": true}, asked) == ["pass"]
}

test_fail if {
	status({"egress_excess": ["a -> b:1"], "egress_missing": [], "egress_paths": [], "egress_exact": false}, asked) == ["fail"]
}

test_unknown if {
	status({"egress_excess": [], "egress_missing": [], "egress_paths": [], "unknown": {"egress_exact": {"status": "unknown", "reason": "unresolved_reference"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"egress_excess": [], "egress_missing": [], "egress_paths": [], "egress_exact": true}, {"edges": null}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"egress_excess": [], "egress_missing": [], "egress_paths": []}, asked) == ["not_collected"]
}
