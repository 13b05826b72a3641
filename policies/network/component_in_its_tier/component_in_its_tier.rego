# METADATA
# scope: package
# title: "Each component sits in the subnets of its own tier"
# description: "The load balancer sits in public subnets, the application in private ones, database and cache in isolated ones. A subnet is of the tier that documents its prefix, else of the one that its routes prove; a component elsewhere is accused itself, not the subnets."
# custom:
#   severity: high
#   applies_to: components
#   requirement: network
#   section: High level
#   remediation: "Put the component into the subnets of its own tier: the `subnets` of an `aws_lb` or `aws_ecs_service`, the subnet group of a database or cache."
package archcheck.network.component_in_its_tier

import data.archcheck.lib.check

verdicts contains explained(component, check.is_true(component, "in_tier", asked(component, input.document.network))) if {
	some component in input.components
}

# asked is whether the document has a tier for components of this kind.
asked(component, network) if {
	network[requirement[component.kind]] == true
} else := null

requirement := {
	"load_balancer": "public_route_to_internet",
	"application": "private_through_nat",
	"database": "isolated_no_way_out",
	"cache": "isolated_no_way_out",
}

explained(component, verdict) := object.union(verdict, {
	"expected": "in subnets of its own tier",
	"found": component.sits,
	"evidence": component.tier_proof,
}) if {
	verdict.status == "fail"
} else := object.union(verdict, {"evidence": object.get(component, "tier_proof", [])}) if {
	verdict.status == "pass"
} else := verdict
