# METADATA
# scope: package
# title: "Each private subnet leaves through its own zone's NAT gateway"
# description: "Otherwise the loss of one zone cuts off the tasks of the other, and traffic between zones is paid for."
# custom:
#   severity: medium
#   applies_to: private_subnets
#   requirement: network.nat_per_zone
#   section: Network
#   remediation: "Give each private subnet a route table whose default route names the NAT gateway of the same zone."
package archcheck.availability.private_subnets_own_zone_nat

import data.archcheck.lib.check

verdicts contains check.proven(check.is_true(subnet, "own_zone_nat", input.document.network.nat_per_zone), subnet.proof) if some subnet in input.private_subnets
