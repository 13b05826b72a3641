# METADATA
# scope: package
# title: "Nobody lives in the architecture whom the document does not have"
# description: "Whatever has network interfaces in the architecture's VPC, wears one of its security groups or is a target of its load balancers is a documented component, or serves one. Of a kind that the document has once, a second is one too many."
# custom:
#   severity: high
#   applies_to: residents
#   requirement: edges
#   section: High level
#   remediation: "Remove it, move it into a VPC and security groups of its own, or add it to the documented architecture."
package archcheck.components.undocumented

import data.archcheck.lib.check

verdicts contains explained(component, check.meets(component, "documented", input.document.nobody_else)) if {
	some component in input.residents
}

explained(component, verdict) := object.union(verdict, {
	"expected": "a documented component, or what serves one",
	"found": component.what,
	"evidence": object.get(component, "ways", []),
}) if {
	verdict.status == "fail"
} else := object.union(verdict, {"more": [component.what]}) if {
	verdict.status == "not_applicable"
	component.documented == false
} else := verdict
