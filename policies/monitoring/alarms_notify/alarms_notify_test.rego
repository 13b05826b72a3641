package archcheck.monitoring.alarms_notify_test

import data.archcheck.monitoring.alarms_notify

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := alarms_notify.verdicts with input as {
		"document": document,
		"alarms": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"alarms_notify": true}}

test_pass if {
	status({"notifies_topics": ["t"]}, asked) == ["pass"]
}

test_fail if {
	status({"notifies_topics": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"notifies_topics": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"notifies_topics": []}, {"monitoring": {"alarms_notify": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
