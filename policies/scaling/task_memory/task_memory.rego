# METADATA
# scope: package
# title: "Tasks have the documented memory"
# description: "Tasks with less are killed under load, more costs more than documented."
# custom:
#   severity: low
#   applies_to: task_definitions
#   requirement: service.memory_mib
#   section: Scalability limits
#   remediation: "Set `memory` of the `aws_ecs_task_definition`."
package archcheck.scaling.task_memory

import data.archcheck.lib.check

verdicts contains check.meets(task_definition, "memory_mib", task_definition.asked.memory_mib) if some task_definition in input.task_definitions
