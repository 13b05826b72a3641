# METADATA
# scope: package
# title: "No credentials stand in plain environment variables"
# description: "Environment variables are shown to everybody who may describe the task definition. Names that say password, secret or token, and URLs that carry a password, count."
# custom:
#   severity: critical
#   applies_to: task_definitions
#   requirement: identity.no_plain_credentials
#   section: High level
#   remediation: "Move the variable from `environment` to `secrets` of the container definition."
package archcheck.identity.no_plain_credentials

import data.archcheck.lib.check

verdicts contains check.is_empty(task_definition, "credentials", input.document.identity.no_plain_credentials) if some task_definition in input.task_definitions
