package archcheck.encryption.cache_in_transit_test

import data.archcheck.encryption.cache_in_transit

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_in_transit.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"cache": {"encryption_in_transit": true}}

test_pass if {
	status({"refuses_plain": true}, asked) == ["pass"]
}

test_fail if {
	status({"refuses_plain": false}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"refuses_plain": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"refuses_plain": false}, {"cache": {"encryption_in_transit": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
