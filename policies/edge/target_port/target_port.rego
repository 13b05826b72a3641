# METADATA
# scope: package
# title: "The load balancer reaches the application's port"
# description: "The target group forwards to the documented port of the application."
# custom:
#   severity: medium
#   applies_to: target_groups
#   requirement: load_balancer.target_port
#   section: Data flow
#   remediation: "Set `port` of the `aws_lb_target_group` to the documented one."
package archcheck.edge.target_port

import data.archcheck.lib.check

verdicts contains check.equals(target_group, "port", input.document.load_balancer.target_port) if some target_group in input.target_groups
