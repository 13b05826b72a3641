# METADATA
# scope: package
# title: "ECS starts tasks with an execution role"
# description: "The execution role pulls the image, reads the secrets and writes the logs, so that the application itself needs no such permission."
# custom:
#   severity: high
#   applies_to: task_definitions
#   requirement: service.execution_role
#   section: Security layers
#   remediation: "Set `execution_role_arn` of the `aws_ecs_task_definition`."
package archcheck.identity.execution_role

import data.archcheck.lib.check

verdicts contains check.proven(check.is_set(task_definition, "existing_execution_role", task_definition.asked.execution_role), task_definition.gone) if some task_definition in input.task_definitions
