# METADATA
# scope: package
# title: "Logs are kept as long as documented"
# description: "Fewer days lose what an audit asks for, more keep personal data longer and cost more. 0 days keep for ever."
# custom:
#   severity: low
#   applies_to: log_groups
#   requirement: component.log_retention_days
#   section: Monitoring
#   remediation: "Set `retention_in_days` of the `aws_cloudwatch_log_group`."
package archcheck.monitoring.log_retention_days

import data.archcheck.lib.check

verdicts contains check.meets(log_group, "retention_days", log_group.asked.log_retention_days) if some log_group in input.log_groups
