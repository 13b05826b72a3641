package archcheck.security_groups.cache_ingress_test

import data.archcheck.security_groups.cache_ingress

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_ingress.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"edges": [{"from": "internet", "to": "load_balancer", "port": 443}]}

test_pass if {
	status({"ingress_excess": [], "ingress_missing": [], "ingress_paths": [], "ingress_exact": true}, asked) == ["pass"]
}

test_fail if {
	status({"ingress_excess": ["a -> b:1"], "ingress_missing": [], "ingress_paths": [], "ingress_exact": false}, asked) == ["fail"]
}

test_unknown if {
	status({"ingress_excess": [], "ingress_missing": [], "ingress_paths": [], "unknown": {"ingress_exact": {"status": "unknown", "reason": "unresolved_reference"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"ingress_excess": [], "ingress_missing": [], "ingress_paths": [], "ingress_exact": true}, {"edges": null}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({"ingress_excess": [], "ingress_missing": [], "ingress_paths": []}, asked) == ["not_collected"]
}
