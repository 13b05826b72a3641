# METADATA
# scope: package
# title: "Private subnets leave the VPC through NAT only"
# description: "Tasks reach the internet through public NAT gateways and no other way: no internet gateway, peering, transit gateway or VPN. Decided by the effective route table."
# custom:
#   severity: high
#   applies_to: private_subnets
#   requirement: network.private_through_nat
#   section: Network
#   remediation: "Give the subnet a route table whose only way out is `0.0.0.0/0` to an `aws_nat_gateway`."
package archcheck.network.private_subnets_through_nat

import data.archcheck.lib.check

verdicts contains check.proven(check.is_true(subnet, "private", input.document.network.private_through_nat), subnet.proof) if some subnet in input.private_subnets
