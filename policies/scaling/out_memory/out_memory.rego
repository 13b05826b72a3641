# METADATA
# scope: package
# title: "Tasks are added at the documented memory utilisation"
# description: "By step scaling with an alarm, or by target tracking at that value. Only the average utilisation of this service counts, and only what is not suspended."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.out_memory
#   section: Auto scaling
#   remediation: "Set the `threshold` of the alarm that scales out, or the `target_value` of target tracking, to the documented percent."
package archcheck.scaling.out_memory

import data.archcheck.lib.check

verdicts contains judged(service, service.asked.out_memory) if some service in input.services

judged(service, asked) := check.noting(check.all_meet(service, "out_memory", asked), object.get(service, "out_memory", []), object.get(service, "scaling_notes", []))
