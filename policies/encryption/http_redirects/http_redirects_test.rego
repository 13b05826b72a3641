package archcheck.encryption.http_redirects_test

import data.archcheck.encryption.http_redirects

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := http_redirects.verdicts with input as {
		"document": document,
		"plain_listeners": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"load_balancer": {"redirect_http": true}}

test_pass if {
	status({"forwards_plain": []}, asked) == ["pass"]
}

test_fail if {
	status({"forwards_plain": ["l: forward"]}, asked) == ["fail"]
}

test_unknown if {
	status({"forwards_plain": [], "unknown": {"forwards_plain": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"forwards_plain": ["l: forward"]}, {"load_balancer": {"redirect_http": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
