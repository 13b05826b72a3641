# METADATA
# scope: package
# title: "Task logs expire"
# description: "Logs that never expire cost more each month, and keep personal data for ever."
# custom:
#   severity: low
#   applies_to: log_groups
#   requirement: monitoring.log_retention
#   section: Monitoring
#   remediation: "Set `retention_in_days` of the `aws_cloudwatch_log_group`."
package archcheck.monitoring.log_retention

import data.archcheck.lib.check

verdicts contains check.at_least(log_group, "retention_days", check.required(input.document.monitoring.log_retention)) if some log_group in input.log_groups
