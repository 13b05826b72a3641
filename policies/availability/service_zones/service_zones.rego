# METADATA
# scope: package
# title: "The service spans the documented zones"
# description: "The loss of one availability zone must leave the service running, or able to start, in another."
# custom:
#   severity: high
#   applies_to: services
#   requirement: network.availability_zones
#   section: High availability
#   remediation: "List one private subnet of each zone in `network_configuration.subnets` of the `aws_ecs_service`."
package archcheck.availability.service_zones

import data.archcheck.lib.check

verdicts contains check.has_items(service, "zones", input.document.network.availability_zones) if some service in input.services
