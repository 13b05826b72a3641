package archcheck.components.undocumented_test

import data.archcheck.components.undocumented

status(component, edges) := [v.status | some v in undocumented.verdicts with input as {
	"document": {"edges": edges},
	"components": {"c": object.union({"id": "c", "what": "aws_instance that wears app"}, component)},
}]

asked := [{"from": "internet", "to": "load_balancer", "port": 443}]

test_documented_passes if status({"documented": true}, asked) == ["pass"]

test_undocumented_fails if status({"documented": false, "ways": ["wears app"]}, asked) == ["fail"]

test_undocumented_says_what if {
	some v in undocumented.verdicts with input as {
		"document": {"edges": asked},
		"components": {"c": {"id": "c", "documented": false, "what": "aws_instance that wears app", "ways": ["wears app"]}},
	}
	v.found == "aws_instance that wears app"
	v.evidence == ["wears app"]
}

test_unknown_is_unknown if {
	status({"unknown": {"documented": {"status": "unknown", "reason": "unresolved_reference"}}}, asked) == ["unknown"]
}

test_not_read_is_not_collected if {
	status({"unknown": {"documented": {"status": "not_collected", "reason": "access_denied"}}}, asked) == ["not_collected"]
}

test_not_asked if status({"documented": false}, null) == ["not_applicable"]
