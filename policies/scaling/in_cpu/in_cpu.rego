# METADATA
# scope: package
# title: "Tasks are removed at the documented CPU utilisation"
# description: "By step scaling with an alarm. Target tracking sets its own threshold for scaling in, and conforms. What is suspended does not count."
# custom:
#   severity: low
#   applies_to: services
#   requirement: service.in_cpu
#   section: Auto scaling
#   remediation: "Set the `threshold` of the alarm that scales in to the documented percent."
package archcheck.scaling.in_cpu

import data.archcheck.lib.check

verdicts contains judged(service, service.asked.in_cpu) if some service in input.services

# Target tracking that scales in does so by alarms of its own.
judged(service, asked) := check.not_applicable(service) if {
	asked == null
} else := check.judged(service, "pass", "tracks_cpu", "=", true) if {
	service.tracks_cpu == true
	count(service.in_cpu) == 0
} else := check.undecided(service, "tracks_cpu", "=", true) if {
	service.unknown.tracks_cpu
} else := check.noting(check.all_meet(service, "in_cpu", asked), object.get(service, "in_cpu", []), object.get(service, "scaling_notes", []))
