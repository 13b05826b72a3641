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

verdicts contains judged(service, asked(input.document.service.tasks)) if some service in input.services

# A bound that is known to be set fails, whatever else may set one.
judged(service, tasks) := check.at_least(service, "lowest_known", tasks) if {
	service.lowest_known < tasks
} else := check.at_least(service, "min_tasks", tasks)

asked(tasks) := null if {
	tasks == null
} else := tasks.from
