# METADATA
# scope: package
# title: "Each zone has a NAT gateway"
# description: "Two gateways in one zone are lost together."
# custom:
#   severity: medium
#   applies_to: tiers
#   requirement: tier.nat_per_zone
#   section: Network
#   remediation: "Set `subnet_id` of each `aws_nat_gateway` to a public subnet of another zone."
#   aliases: {nat: availability/nat-gateway-in-each-zone}
package archcheck.availability.nat_gateway_in_each_zone

import data.archcheck.lib.check

verdicts contains check.counts(tier, "nat_zones", asked(tier.asked, input.document.vpc.zones)) if some tier in input.tiers

# asked: in each of the documented zones one, where each zone has its own.
asked(tier, zones) := check.at_least_asked(check.least(zones)) if {
	tier.nat_per_zone == true
	zones != null
} else := {"at_least": 1} if {
	tier.nat_per_zone == true
} else := null
