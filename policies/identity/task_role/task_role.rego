# METADATA
# scope: package
# title: "The application runs with a role of its own"
# description: "What the application may do in the account stands in its own role."
# custom:
#   severity: medium
#   applies_to: task_definitions
#   requirement: service.task_role
#   section: Security layers
#   remediation: "Set `task_role_arn` of the `aws_ecs_task_definition`."
package archcheck.identity.task_role

import data.archcheck.lib.check

verdicts contains check.proven(check.is_set(task_definition, "existing_task_role", task_definition.asked.task_role), task_definition.gone) if some task_definition in input.task_definitions
