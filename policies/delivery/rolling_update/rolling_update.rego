# METADATA
# scope: package
# title: "Deployments are rolling updates"
# description: "The deployment controller is that of ECS itself, and its strategy replaces tasks little by little: blue/green, linear and canary deployments are none."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.rolling_update
#   section: Deployment
#   remediation: "Remove `deployment_controller` from the `aws_ecs_service`, or set its `type = \"ECS\"`, and set `strategy = \"ROLLING\"` in its `deployment_configuration`."
package archcheck.delivery.rolling_update

import data.archcheck.lib.check

verdicts contains check.meets(service, "rolling_update", service.asked.rolling_update) if some service in input.services
