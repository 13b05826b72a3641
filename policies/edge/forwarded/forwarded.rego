# METADATA
# scope: package
# title: "A listener of each documented load balancer forwards to the component"
# description: "Security groups that let a load balancer through are no use while no listener or rule of it sends anything there."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Data flow
#   remediation: "Add an `aws_lb_listener`, or an `aws_lb_listener_rule`, whose `forward` names the target group of the component."
#   kinds: [service, instances]
package archcheck.edge.forwarded

import data.archcheck.lib.check

verdicts contains check.none(component, "unforwarded", component.asked.forwarded) if some component in input.components
