# METADATA
# scope: package
# title: "Each subnet has a documented prefix of its tier"
# description: "What sits in subnets whose prefixes are written down can be relied on by network ACLs and firewalls."
# custom:
#   severity: low
#   applies_to: subnets
#   requirement: tier.subnets
#   section: Network
#   remediation: "Set `cidr_block` of the `aws_subnet` to one of the documented prefixes of its tier, or document the new one."
#   aliases: {internet_gateway: network/public-subnet-prefixes, nat: network/private-subnet-prefixes, none: network/isolated-subnet-prefixes}
package archcheck.network.tier_prefixes

import data.archcheck.lib.check

verdicts contains check.meets(subnet, "cidr_block", subnet.asked.subnets) if some subnet in input.subnets
