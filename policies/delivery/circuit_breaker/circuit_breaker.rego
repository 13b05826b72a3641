# METADATA
# scope: package
# title: "A failing deployment is stopped"
# description: "Without the circuit breaker ECS tries for ever to start tasks that fail."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.circuit_breaker
#   section: Deployment
#   remediation: "Set `deployment_circuit_breaker { enable = true }` on the `aws_ecs_service`."
package archcheck.delivery.circuit_breaker

import data.archcheck.lib.check

verdicts contains check.meets(service, "circuit_breaker", service.asked.circuit_breaker) if some service in input.services
