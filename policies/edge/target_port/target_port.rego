# METADATA
# scope: package
# title: "The load balancer reaches the application's port"
# description: "The target group forwards to the documented port of the application; a port with which a target is registered, as a service does its tasks with that of their container, goes before the group's."
# custom:
#   severity: medium
#   applies_to: target_groups
#   requirement: edges
#   section: Data flow
#   remediation: "Set `container_port` in `load_balancer` of the `aws_ecs_service`, or `port` of the `aws_lb_target_group` and of its `aws_lb_target_group_attachment`s, to the documented one."
package archcheck.edge.target_port

import data.archcheck.lib.check

verdicts contains check.all_meet(target_group, "ports", target_group.asked.target_ports) if some target_group in input.target_groups
