# METADATA
# scope: package
# title: "Tasks have no public address"
# description: "A public address lets tasks be reached, and leave, past load balancer and NAT."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.public_ip
#   section: High level
#   remediation: "Set `assign_public_ip = false` in `network_configuration` of the `aws_ecs_service`."
package archcheck.network.tasks_without_public_ip

import data.archcheck.lib.check

verdicts contains check.proven(check.is_false(service, "public_address", input.document.service.public_ip), service.internet_path) if some service in input.services
