# METADATA
# scope: package
# title: "Tasks have the documented CPU units"
# description: "Fewer do not bear the load, more cost more than documented. 1024 are one vCPU."
# custom:
#   severity: low
#   applies_to: task_definitions
#   requirement: service.cpu_units
#   section: Scalability limits
#   remediation: "Set `cpu` of the `aws_ecs_task_definition`."
package archcheck.scaling.task_cpu

import data.archcheck.lib.check

verdicts contains check.meets(task_definition, "cpu_units", task_definition.asked.cpu_units) if some task_definition in input.task_definitions
