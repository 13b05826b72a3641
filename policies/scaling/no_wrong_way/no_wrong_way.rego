# METADATA
# scope: package
# title: "No alarm scales the wrong way"
# description: "An alarm that adds tasks when utilisation falls, removes them when it rises, or watches another service, makes load worse."
# custom:
#   severity: high
#   applies_to: services
#   requirement: scaling.out_cpu_percent
#   section: Auto scaling
#   remediation: "Set `comparison_operator` of the alarm to match the sign of `scaling_adjustment` in its policy."
package archcheck.scaling.no_wrong_way

import data.archcheck.lib.check

verdicts contains check.is_empty(service, "wrong_way", asked(input.document.scaling.out_cpu_percent)) if some service in input.services

asked(percent) if {
	percent != null
} else := null
