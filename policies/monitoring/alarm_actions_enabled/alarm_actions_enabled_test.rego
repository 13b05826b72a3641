package archcheck.monitoring.alarm_actions_enabled_test

import data.archcheck.monitoring.alarm_actions_enabled

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := alarm_actions_enabled.verdicts with input as {
		"document": document,
		"alarms": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"monitoring": {"alarms_notify": true}}

test_pass if {
	status({"mute": false}, asked) == ["pass"]
}

test_fail if {
	status({"mute": true}, asked) == ["fail"]
}

test_unknown if {
	status({"unknown": {"mute": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"mute": true}, {"monitoring": {"alarms_notify": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
