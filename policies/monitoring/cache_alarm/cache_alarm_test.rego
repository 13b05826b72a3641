package archcheck.monitoring.cache_alarm_test

import data.archcheck.monitoring.cache_alarm

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := cache_alarm.verdicts with input as {
		"document": document,
		"caches": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"cache_alarm": true}}

test_pass if {
	status({"alarms": ["a"]}, asked) == ["pass"]
}

test_fail if {
	status({"alarms": []}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"alarms": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"alarms": []}, {"monitoring": {"cache_alarm": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
