package archcheck.network.component_in_its_tier_test

import data.archcheck.network.component_in_its_tier

asked := {"public_route_to_internet": true, "private_through_nat": true, "isolated_no_way_out": true}

status(component, network) := [v.status | some v in component_in_its_tier.verdicts with input as {
	"document": {"network": network},
	"components": {"c": object.union(
		{"id": "c", "kind": "database", "sits": "it does not sit in isolated subnets", "tier_proof": ["s is private"]},
		component,
	)},
}]

test_in_its_tier_passes if status({"in_tier": true}, asked) == ["pass"]

test_elsewhere_fails if status({"in_tier": false}, asked) == ["fail"]

test_elsewhere_says_where if {
	some v in component_in_its_tier.verdicts with input as {
		"document": {"network": asked},
		"components": {"c": {
			"id": "c", "kind": "cache", "in_tier": false,
			"sits": "it does not sit in isolated subnets", "tier_proof": ["s is private"],
		}},
	}
	v.found == "it does not sit in isolated subnets"
	v.evidence == ["s is private"]
}

test_unknown_is_unknown if {
	status({"unknown": {"in_tier": {"status": "unknown", "reason": "unresolved_reference"}}}, asked) == ["unknown"]
}

test_each_kind_asks_its_own if {
	status({"kind": "load_balancer", "in_tier": false}, {"isolated_no_way_out": true}) == ["not_applicable"]
	status({"kind": "application", "in_tier": false}, {"private_through_nat": true}) == ["fail"]
}

test_others_are_not_asked if status({"kind": "", "in_tier": false}, asked) == ["not_applicable"]
