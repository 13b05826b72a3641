# METADATA
# scope: package
# title: "The service scales"
# description: "Without a scaling target, with one that is suspended, or with one whose bounds are equal, the number of tasks never changes."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.tasks
#   section: Auto scaling
#   remediation: "Add an `aws_appautoscaling_target` for the service, with a `max_capacity` above its `min_capacity` and without `suspended_state`."
package archcheck.scaling.target_present

import data.archcheck.lib.check

verdicts contains judged(service, asked(service.asked.tasks)) if some service in input.services

judged(service, tasks) := check.noting(
	check.counts(service, "scaling_targets", tasks),
	object.get(service, "scaling_targets", []),
	object.get(service, "scaling_notes", []),
)

# asked: only something that scales keeps between two different ends.
asked(tasks) := {"at_least": 1} if {
	tasks.from != tasks.to
} else := null
