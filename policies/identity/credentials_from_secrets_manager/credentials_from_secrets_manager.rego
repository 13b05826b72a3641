# METADATA
# scope: package
# title: "Tasks read credentials from Secrets Manager"
# description: "Secrets Manager holds the database credentials, and ECS hands them to the task as secrets."
# custom:
#   severity: high
#   applies_to: task_definitions
#   requirement: service.credentials_in_secrets_manager
#   section: High level
#   remediation: "Add `secrets` with the ARN of the `aws_secretsmanager_secret` as `valueFrom` to the container definition."
package archcheck.identity.credentials_from_secrets_manager

import data.archcheck.lib.check

verdicts contains check.proven(check.exists(task_definition, "secrets_from_manager", task_definition.asked.credentials_in_secrets_manager), task_definition.unreadable) if some task_definition in input.task_definitions
