# METADATA
# scope: package
# title: "The stack has its load balancer"
# description: "The load balancer is part of the documented architecture. A stack without one is not what was documented, whatever else is right."
# custom:
#   severity: critical
#   applies_to: stacks
#   requirement: edges
#   section: High level
#   remediation: "Add an `aws_lb` in the subnets of the stack."
package archcheck.availability.load_balancer_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "load_balancers", input.document.components.load_balancer) if some stack in input.stacks
