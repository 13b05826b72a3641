# METADATA
# scope: package
# title: "Tasks are removed at the documented memory utilisation"
# description: "By step scaling with an alarm. Target tracking sets its own threshold for scaling in, and conforms. What is suspended does not count."
# custom:
#   severity: low
#   applies_to: services
#   requirement: service.in_memory
#   section: Auto scaling
#   remediation: "Set the `threshold` of the alarm that scales in to the documented percent."
package archcheck.scaling.in_memory

import data.archcheck.lib.check

verdicts contains judged(service, service.asked.in_memory) if some service in input.services

# Target tracking that scales in does so by alarms of its own.
judged(service, asked) := check.not_applicable(service) if {
	asked == null
} else := check.judged(service, "pass", "tracks_memory", "=", true) if {
	service.tracks_memory == true
	count(service.in_memory) == 0
} else := check.undecided(service, "tracks_memory", "=", true) if {
	service.unknown.tracks_memory
} else := check.noting(check.all_meet(service, "in_memory", asked), object.get(service, "in_memory", []), object.get(service, "scaling_notes", []))
