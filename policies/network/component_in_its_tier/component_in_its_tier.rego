# METADATA
# scope: package
# title: "Each component sits in the subnets of its own tier"
# description: "A subnet is of the tier that documents its prefix, else of the one that its routes prove; a component elsewhere is accused itself, not the subnets."
# custom:
#   severity: high
#   applies_to: components
#   requirement: component.tier
#   section: High level
#   remediation: "Put the component into the subnets of its own tier: the `subnets` of an `aws_lb` or `aws_ecs_service`, the subnet group of a database or cache."
package archcheck.network.component_in_its_tier

import data.archcheck.lib.check

verdicts contains explained(component, check.meets(component, "in_tier", asked(component.asked.tier))) if {
	some component in input.components
}

asked(tier) := null if {
	tier == null
} else := true

explained(component, verdict) := object.union(verdict, {
	"expected": "in subnets of its own tier",
	"found": component.sits,
	"evidence": component.tier_proof,
}) if {
	verdict.status == "fail"
} else := object.union(verdict, {"evidence": object.get(component, "tier_proof", [])}) if {
	verdict.status == "pass"
} else := verdict
