# METADATA
# scope: package
# title: "There are as many NAT gateways as documented"
# description: "With fewer, the tasks of a whole zone depend on a gateway in another one."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: network.nat_gateways
#   section: Network
#   remediation: "Add an `aws_nat_gateway` with an `aws_eip` in the public subnet of each zone that lacks one."
package archcheck.availability.nat_gateway_count

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "nat_gateways", input.document.network.nat_gateways) if some stack in input.stacks
