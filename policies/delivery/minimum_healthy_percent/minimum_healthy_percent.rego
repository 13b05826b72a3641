# METADATA
# scope: package
# title: "A deployment keeps capacity"
# description: "Below 100 percent, ECS stops tasks before their successors are healthy."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.minimum_healthy_percent
#   section: Deployment
#   remediation: "Set `deployment_minimum_healthy_percent = 100` on the `aws_ecs_service`."
package archcheck.delivery.minimum_healthy_percent

import data.archcheck.lib.check

verdicts contains check.meets(service, "minimum_healthy_percent", service.asked.minimum_healthy_percent) if some service in input.services
