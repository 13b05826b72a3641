# METADATA
# scope: package
# title: "There are at most as many tasks as documented"
# description: "Fewer do not carry the documented load; more break the budget."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.tasks
#   section: Auto scaling
#   remediation: "Set `max_capacity` of the `aws_appautoscaling_target` to the documented number."
package archcheck.scaling.maximum_tasks

import data.archcheck.lib.check

verdicts contains check.equals(service, "max_tasks", asked(input.document.service.tasks)) if some service in input.services

asked(tasks) := null if {
	tasks == null
} else := tasks.to
