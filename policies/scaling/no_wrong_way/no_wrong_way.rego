# METADATA
# scope: package
# title: "No alarm scales the wrong way"
# description: "An alarm that adds tasks when utilisation falls, removes them when it rises, or watches another service, makes load worse."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.out_cpu
#   section: Auto scaling
#   remediation: "Set `comparison_operator` of the alarm to match the sign of `scaling_adjustment` in its policy."
package archcheck.scaling.no_wrong_way

import data.archcheck.lib.check

verdicts contains check.none(service, "wrong_way", asked(service.asked)) if some service in input.services

asked(requirements) if {
	some name in ["out_cpu", "out_memory", "in_cpu", "in_memory"]
	requirements[name] != null
} else := null
