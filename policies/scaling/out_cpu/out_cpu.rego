# METADATA
# scope: package
# title: "Tasks are added at the documented CPU utilisation"
# description: "By step scaling with an alarm, or by target tracking at that value."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: scaling.out_cpu_percent
#   section: Auto scaling
#   remediation: "Set the `threshold` of the alarm that scales out, or the `target_value` of target tracking, to the documented percent."
package archcheck.scaling.out_cpu

import data.archcheck.lib.check

verdicts contains check.all_equal(service, "out_cpu", input.document.scaling.out_cpu_percent) if some service in input.services
