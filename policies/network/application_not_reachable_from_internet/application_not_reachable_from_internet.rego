# METADATA
# scope: package
# title: "The internet reaches the tasks over the load balancer only"
# description: "Route, network ACL, security groups and public address together: no packet from the internet arrives at a task itself, whichever of them is misconfigured. Not asked where the document has an edge from the internet."
# custom:
#   severity: critical
#   applies_to: services
#   requirement: edges
#   section: Security layers
#   remediation: "Break the path that the evidence shows: set `assign_public_ip = false` on the `aws_ecs_service`, and run it in private subnets."
package archcheck.network.application_not_reachable_from_internet

import data.archcheck.lib.check
import data.archcheck.lib.edges

verdicts contains check.proven(
	check.is_false(service, "internet_reachable", edges.closed_to_internet(input.document.edges, "application")),
	service.internet_path,
) if some service in input.services
