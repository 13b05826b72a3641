# METADATA
# scope: package
# title: "Alarms notify a topic"
# description: "An alarm without an SNS action turns red where nobody looks. A composite alarm notifies for the alarms that can raise it; a topic that is gone, or in another region, hears nothing."
# custom:
#   severity: medium
#   applies_to: alarms
#   requirement: alarms.notify
#   section: Monitoring
#   remediation: "Set `alarm_actions` of the `aws_cloudwatch_metric_alarm` to the ARN of an `aws_sns_topic`."
package archcheck.monitoring.alarms_notify

import data.archcheck.lib.check

verdicts contains check.exists(alarm, "notifies_topics", input.document.alarms.notify) if some alarm in input.alarms
