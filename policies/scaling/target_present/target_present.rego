# METADATA
# scope: package
# title: "The service scales"
# description: "Without a scaling target the number of tasks never changes."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.tasks
#   section: Auto scaling
#   remediation: "Add an `aws_appautoscaling_target` for the service."
package archcheck.scaling.target_present

import data.archcheck.lib.check

verdicts contains check.has_items(service, "scaling_targets", asked(input.document.service.tasks)) if some service in input.services

asked(tasks) := null if {
	tasks == null
} else := null if {
	tasks.from == tasks.to
} else := 1
