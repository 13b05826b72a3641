# METADATA
# scope: package
# title: "HTTPS is forwarded to the application"
# description: "A service that no HTTPS listener forwards to is not reached by users, or not by HTTPS."
# custom:
#   severity: high
#   applies_to: services
#   requirement: load_balancer.https_listener
#   section: High level
#   remediation: "Set `target_group_arn` of the HTTPS `aws_lb_listener` to the target group that the `aws_ecs_service` registers with."
package archcheck.edge.https_forwarded

import data.archcheck.lib.check

verdicts contains check.exists(service, "https_listeners", service.asked.https_forwarded) if some service in input.services
