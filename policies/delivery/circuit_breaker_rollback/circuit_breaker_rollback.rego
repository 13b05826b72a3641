# METADATA
# scope: package
# title: "A failing deployment is rolled back"
# description: "Stopped without rollback, the service stays between two versions."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.circuit_breaker_rollback
#   section: Deployment
#   remediation: "Set `deployment_circuit_breaker { rollback = true }` on the `aws_ecs_service`."
package archcheck.delivery.circuit_breaker_rollback

import data.archcheck.lib.check

verdicts contains check.meets(service, "circuit_breaker_rollback", service.asked.circuit_breaker_rollback) if some service in input.services
