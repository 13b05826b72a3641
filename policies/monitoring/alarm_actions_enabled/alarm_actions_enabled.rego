# METADATA
# scope: package
# title: "Alarm actions are enabled, or those of a composite alarm"
# description: "A muted alarm notifies nobody, unless a composite alarm speaks for it."
# custom:
#   severity: medium
#   applies_to: alarms
#   requirement: alarms.notify
#   section: Monitoring
#   remediation: "Set `actions_enabled = true` on the `aws_cloudwatch_metric_alarm`, or name it in the `alarm_rule` of an `aws_cloudwatch_composite_alarm`."
package archcheck.monitoring.alarm_actions_enabled

import data.archcheck.lib.check

verdicts contains check.is_not(alarm, "mute", input.document.alarms.notify) if some alarm in input.alarms
