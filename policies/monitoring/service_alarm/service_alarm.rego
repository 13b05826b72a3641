# METADATA
# scope: package
# title: "An alarm watches the service"
# description: "Alarms whose only actions are scaling policies do not count: nobody hears them."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: monitoring.service_alarm
#   section: Monitoring
#   remediation: "Add an `aws_cloudwatch_metric_alarm` with the dimensions `ClusterName` and `ServiceName` of the service."
package archcheck.monitoring.service_alarm

import data.archcheck.lib.check

verdicts contains check.noting(check.has_items(service, "alarms", check.required(input.document.monitoring.service_alarm)), object.get(service, "alarms", []), object.get(service, "alarm_notes", [])) if some service in input.services
