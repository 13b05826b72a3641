# METADATA
# scope: package
# title: "Deployments are rolling updates"
# description: "The deployment controller is that of ECS itself."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.rolling_update
#   section: Deployment
#   remediation: "Remove `deployment_controller` from the `aws_ecs_service`, or set its `type = \"ECS\"`."
package archcheck.delivery.rolling_update

import data.archcheck.lib.check

verdicts contains check.equals(service, "deployment_controller", asked(input.document.service.rolling_update)) if some service in input.services

asked(rolling) := "ECS" if {
	rolling == true
} else := null
