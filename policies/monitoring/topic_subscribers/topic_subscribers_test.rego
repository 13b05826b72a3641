package archcheck.monitoring.topic_subscribers_test

import data.archcheck.monitoring.topic_subscribers

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := topic_subscribers.verdicts with input as {
		"document": document,
		"topics": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"topic_subscribers": true}}

test_pass if {
	status({"subscribers": ["s"]}, asked) == ["pass"]
}

test_fail if {
	status({"subscribers": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"subscribers": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"subscribers": []}, {"monitoring": {"topic_subscribers": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
