# METADATA
# scope: package
# title: "Deployments are rolling updates"
# description: "The deployment controller is that of ECS itself, and its strategy replaces tasks little by little: blue/green, linear and canary deployments are none. The percentages of tasks leave room to replace one."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.rolling_update
#   section: Deployment
#   remediation: "Remove `deployment_controller` from the `aws_ecs_service`, or set its `type = \"ECS\"`, and set `strategy = \"ROLLING\"` in its `deployment_configuration`. Set `deployment_maximum_percent = 200`, so that a task more may start."
package archcheck.delivery.rolling_update

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(service, "rolling_update", service.asked.rolling_update), service.deployment_notes) if some service in input.services
