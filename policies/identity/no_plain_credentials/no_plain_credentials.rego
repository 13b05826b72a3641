# METADATA
# scope: package
# title: "No credentials stand in plain in a task definition"
# description: "Everybody who may describe a task definition reads its environment, commands, labels and log options. Tokens of known issuers, private keys, passwords in URLs and commands, and values under names such as DB_PASSWORD count; what was found says by which rule, never the value."
# custom:
#   severity: critical
#   applies_to: task_definitions
#   requirement: service.no_plain_credentials
#   section: High level
#   remediation: "Keep the credential in Secrets Manager, name it in `secrets` of the container definition, and take it from there; replace it, for it was readable."
package archcheck.identity.no_plain_credentials

import data.archcheck.lib.check

verdicts contains check.none(task_definition, "credentials", task_definition.asked.no_plain_credentials) if some task_definition in input.task_definitions
