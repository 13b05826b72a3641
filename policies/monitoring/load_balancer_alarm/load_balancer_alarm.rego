# METADATA
# scope: package
# title: "An alarm watches the load balancer"
# description: "Alarms whose only actions are scaling policies do not count: nobody hears them."
# custom:
#   severity: medium
#   applies_to: load_balancers
#   requirement: monitoring.load_balancer_alarm
#   section: Monitoring
#   remediation: "Add an `aws_cloudwatch_metric_alarm` with the dimensions `LoadBalancer` of the load balancer."
package archcheck.monitoring.load_balancer_alarm

import data.archcheck.lib.check

verdicts contains check.noting(check.has_items(load_balancer, "alarms", check.required(input.document.monitoring.load_balancer_alarm)), object.get(load_balancer, "alarms", []), object.get(load_balancer, "alarm_notes", [])) if some load_balancer in input.load_balancers
