# METADATA
# scope: package
# title: "Each zone has a NAT gateway"
# description: "Two gateways in one zone are lost together."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: network.nat_per_zone
#   section: Network
#   remediation: "Set `subnet_id` of each `aws_nat_gateway` to a public subnet of another zone."
package archcheck.availability.nat_gateway_in_each_zone

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "nat_zones", asked(input.document.network)) if some stack in input.stacks

asked(network) := network.availability_zones if {
	network.nat_per_zone == true
} else := null
