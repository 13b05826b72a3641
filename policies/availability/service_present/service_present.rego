# METADATA
# scope: package
# title: "The stack has its ECS service"
# description: "The ECS service is part of the documented architecture. A stack without one is not what was documented, whatever else is right."
# custom:
#   severity: critical
#   applies_to: stacks
#   requirement: edges
#   section: High level
#   remediation: "Add an `aws_ecs_service` in the subnets of the stack."
package archcheck.availability.service_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "services", input.document.components.application) if some stack in input.stacks
