# METADATA
# scope: package
# title: "The service registers the application's port"
# description: "Fargate tasks are registered with the port of the container, whatever the target group says."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: edges
#   section: Data flow
#   remediation: "Set `container_port` in `load_balancer` of the `aws_ecs_service` to the documented port."
package archcheck.edge.container_port

import data.archcheck.lib.check

verdicts contains check.all_meet(service, "target_ports", service.asked.target_ports) if some service in input.services
