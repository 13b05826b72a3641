package archcheck.scaling.cache_nodes_test

import data.archcheck.scaling.cache_nodes

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_nodes.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"cache": {"nodes": 1}}

test_pass if {
	status({"nodes": 1}, asked) == ["pass"]
}

test_fail if {
	status({"nodes": 3}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"nodes": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"nodes": 3}, {"cache": {"nodes": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
