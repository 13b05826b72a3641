# METADATA
# scope: package
# title: "There are as many NAT gateways as documented"
# description: "With fewer, the tasks of a whole zone depend on a gateway in another one."
# custom:
#   severity: medium
#   applies_to: tiers
#   requirement: tier.nat_gateways
#   section: Network
#   remediation: "Add an `aws_nat_gateway` with an `aws_eip` in the public subnet of each zone that lacks one."
#   aliases: {nat: availability/nat-gateway-count}
package archcheck.availability.nat_gateway_count

import data.archcheck.lib.check

verdicts contains check.counts(tier, "nat_gateways", tier.asked.nat_gateways) if some tier in input.tiers
