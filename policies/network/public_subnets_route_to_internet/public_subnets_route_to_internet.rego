# METADATA
# scope: package
# title: "Public subnets route to the internet gateway"
# description: "The load balancer answers the internet only if the default route of its subnets leads to an internet gateway. Decided by the effective route table: the explicit association, else the main table of the own VPC."
# custom:
#   severity: high
#   applies_to: public_subnets
#   requirement: network.public_route_to_internet
#   section: Network
#   remediation: "Associate the subnet with a route table whose default route has an `aws_internet_gateway` as `gateway_id`."
package archcheck.network.public_subnets_route_to_internet

import data.archcheck.lib.check

verdicts contains check.proven(check.is_true(subnet, "public", input.document.network.public_route_to_internet), subnet.proof) if some subnet in input.public_subnets
