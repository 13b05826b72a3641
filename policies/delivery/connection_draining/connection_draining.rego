# METADATA
# scope: package
# title: "Connections drain before a task stops"
# description: "Without a deregistration delay every deployment cuts off users in the middle of a request."
# custom:
#   severity: medium
#   applies_to: target_groups
#   requirement: service.drain_connections
#   section: Deployment
#   remediation: "Set `deregistration_delay` of the `aws_lb_target_group` to more than 0."
package archcheck.delivery.connection_draining

import data.archcheck.lib.check

verdicts contains check.meets(target_group, "deregistration_delay_seconds", check.positive(target_group.asked.drain_connections)) if some target_group in input.target_groups
