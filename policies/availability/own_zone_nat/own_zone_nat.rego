# METADATA
# scope: package
# title: "Each subnet leaves through its own zone's NAT gateway"
# description: "Otherwise the loss of one zone cuts off the tasks of the other, and traffic between zones is paid for."
# custom:
#   severity: medium
#   applies_to: subnets
#   requirement: tier.nat_per_zone
#   section: Network
#   remediation: "Give each subnet a route table whose default route names the NAT gateway of the same zone."
#   aliases: {nat: availability/private-subnets-own-zone-nat}
package archcheck.availability.own_zone_nat

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(subnet, "own_zone_nat", subnet.asked.nat_per_zone), subnet.proof) if {
	some subnet in input.subnets
}
