# METADATA
# scope: package
# title: "The load balancer speaks the documented protocol to the application"
# description: "The application expects the documented protocol."
# custom:
#   severity: low
#   applies_to: target_groups
#   requirement: service.target_protocol
#   section: Data flow
#   remediation: "Set `protocol` of the `aws_lb_target_group` to the documented one."
package archcheck.edge.target_protocol

import data.archcheck.lib.check

verdicts contains check.meets(target_group, "protocol", target_group.asked.target_protocol) if some target_group in input.target_groups
