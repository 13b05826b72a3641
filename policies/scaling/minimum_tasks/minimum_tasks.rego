# METADATA
# scope: package
# title: "There are at least as many tasks as documented"
# description: "Fewer cannot span the zones. Scheduled actions count: the lowest minimum is judged."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.tasks
#   section: Auto scaling
#   remediation: "Set `min_capacity` of the `aws_appautoscaling_target`, and of each `aws_appautoscaling_scheduled_action`, to at least the documented number."
package archcheck.scaling.minimum_tasks

import data.archcheck.lib.check

verdicts contains judged(service, check.least(service.asked.tasks)) if some service in input.services

# A bound that is known to be set fails, whatever else may set one.
judged(service, tasks) := check.meets(service, "lowest_known", check.at_least_asked(tasks)) if {
	service.lowest_known < tasks
} else := check.meets(service, "min_tasks", check.at_least_asked(tasks))
