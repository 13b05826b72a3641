# METADATA
# scope: package
# title: "Each documented load balancer forwards to its targets"
# description: "An edge from a load balancer needs a listener that forwards to a target group in which the component is."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Data flow
#   remediation: "Let an `aws_lb_listener` forward to the target group of the component: `load_balancer` of an `aws_ecs_service`, `target_group_arns` of an `aws_autoscaling_group`, an `aws_lb_target_group_attachment`."
#   kinds: [instances, service]
package archcheck.edge.forwarded

import data.archcheck.lib.check

verdicts contains check.none(component, "unforwarded", component.asked.edges) if some component in input.components
