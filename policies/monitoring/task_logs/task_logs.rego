# METADATA
# scope: package
# title: "CloudWatch Logs receives the logs of every container"
# description: "What a container writes to standard output is lost without a log driver."
# custom:
#   severity: medium
#   applies_to: task_definitions
#   requirement: service.task_logs
#   section: High level
#   remediation: "Add `logConfiguration` with `logDriver = \"awslogs\"` to the container definition."
package archcheck.monitoring.task_logs

import data.archcheck.lib.check

verdicts contains check.none(task_definition, "unlogged", task_definition.asked.task_logs) if some task_definition in input.task_definitions
