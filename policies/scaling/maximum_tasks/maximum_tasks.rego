# METADATA
# scope: package
# title: "There are at most as many tasks as documented"
# description: "More break the budget. Scheduled actions count: the highest maximum is judged."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.tasks
#   section: Auto scaling
#   remediation: "Set `max_capacity` of the `aws_appautoscaling_target`, and of each `aws_appautoscaling_scheduled_action`, to at most the documented number."
package archcheck.scaling.maximum_tasks

import data.archcheck.lib.check

verdicts contains judged(service, check.most(service.asked.tasks)) if some service in input.services

# A bound that is known to be set fails, whatever else may set one.
judged(service, tasks) := check.at_most(service, "highest_known", tasks) if {
	service.highest_known > tasks
} else := check.at_most(service, "max_tasks", tasks)
