# METADATA
# scope: package
# title: "The architecture has each of its components"
# description: "Each documented component is part of the architecture. A stack without one is not what was documented, whatever else is right."
# custom:
#   severity: critical
#   applies_to: documented
#   requirement: component
#   section: High level
#   remediation: "Add the component to the stack, or take it out of the documented architecture."
#   aliases: {load_balancer: availability/load-balancer-present, service: availability/service-present, database: availability/database-present, cache: availability/cache-present}
package archcheck.components.present

import data.archcheck.lib.check

verdicts contains explained(component, check.counts(component, "things", {"at_least": component.wanted})) if {
	some component in input.documented
}

# explained says of one of several that is not there how many of its kind are.
explained(component, verdict) := object.union(verdict, {"found": component.missing}) if {
	verdict.status == "fail"
	component.missing != ""
} else := verdict
