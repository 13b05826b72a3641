# METADATA
# scope: package
# title: "NAT gateways sit in public subnets"
# description: "A NAT gateway in a subnet without a route to the internet gateway forwards nothing."
# custom:
#   severity: high
#   applies_to: nat_gateways
#   requirement: tiers
#   section: High level
#   remediation: "Set `subnet_id` of the `aws_nat_gateway` to a public subnet."
package archcheck.network.nat_gateways_in_public_subnets

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(gateway, "in_public_subnet", input.document.nat_public), gateway.proof) if some gateway in input.nat_gateways
