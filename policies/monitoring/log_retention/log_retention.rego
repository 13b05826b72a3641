# METADATA
# scope: package
# title: "Task logs expire"
# description: "Logs that never expire cost more each month, and keep personal data for ever."
# custom:
#   severity: low
#   applies_to: log_groups
#   requirement: service.log_retention
#   section: Monitoring
#   remediation: "Set `retention_in_days` of the `aws_cloudwatch_log_group`."
package archcheck.monitoring.log_retention

import data.archcheck.lib.check

# CloudWatch keeps for ever what has a retention of 0 days.
verdicts contains check.meets(log_group, "retention_days", check.positive(log_group.asked.log_retention)) if {
	some log_group in input.log_groups
}
