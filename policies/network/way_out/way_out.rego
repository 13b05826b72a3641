# METADATA
# scope: package
# title: "Subnets leave the VPC the documented way and no other"
# description: "A tier leaves through an internet gateway, through public NAT gateways and no other way, or not at all: no default or split default route, no IPv6, peering, transit gateway, VPN or prefix list. Decided by the effective route table: the explicit association, else the main table of the own VPC."
# custom:
#   severity: high
#   applies_to: subnets
#   requirement: tier.way_out
#   section: Network
#   remediation: "Associate the subnet with a route table that has the documented default route, to an `aws_internet_gateway` or an `aws_nat_gateway`, and remove every `aws_route` that leads elsewhere."
#   severities: {none: critical}
#   aliases: {internet_gateway: network/public-subnets-route-to-internet, nat: network/private-subnets-through-nat, none: network/isolated-subnets-no-way-out}
package archcheck.network.way_out

import data.archcheck.lib.check

verdicts contains check.proven(verdict(subnet, subnet.asked.way_out), subnet.proof) if some subnet in input.subnets

verdict(subnet, way) := check.meets(subnet, "public", true) if {
	way == "internet_gateway"
} else := check.meets(subnet, "private", true) if {
	way == "nat"
} else := check.meets(subnet, "isolated", true) if {
	way == "none"
} else := check.meets(subnet, "way_out", way)
