# METADATA
# scope: package
# title: "Tasks are added at the documented CPU utilisation"
# description: "By step scaling with an alarm, or by target tracking at that value. Only the average utilisation of this service counts, and only what is not suspended."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.out_cpu
#   section: Auto scaling
#   remediation: "Set the `threshold` of the alarm that scales out, or the `target_value` of target tracking, to the documented percent."
package archcheck.scaling.out_cpu

import data.archcheck.lib.check

verdicts contains judged(service, service.asked.out_cpu) if some service in input.services

judged(service, asked) := check.noting(check.all_meet(service, "out_cpu", asked), object.get(service, "out_cpu", []), object.get(service, "scaling_notes", []))
