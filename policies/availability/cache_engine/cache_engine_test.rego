package archcheck.availability.cache_engine_test

import data.archcheck.availability.cache_engine

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_engine.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"cache": {"engines": ["redis", "valkey"]}}

test_pass if {
	status({"engine": "redis"}, asked) == ["pass"]
}

test_fail if {
	status({"engine": "memcached"}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"engine": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"engine": "memcached"}, {"cache": {"engines": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
