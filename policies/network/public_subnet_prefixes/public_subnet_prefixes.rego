# METADATA
# scope: package
# title: "Each public subnet has a documented prefix"
# description: "The load balancer and NAT gateways sit in subnets whose prefixes are written down, so that network ACLs and firewalls can rely on them."
# custom:
#   severity: low
#   applies_to: public_subnets
#   requirement: network.public_subnets
#   section: Network
#   remediation: "Set `cidr_block` of the `aws_subnet` to one of the documented public prefixes, or document the new one."
package archcheck.network.public_subnet_prefixes

import data.archcheck.lib.check

verdicts contains check.one_of(subnet, "cidr_block", input.document.network.public_subnets) if some subnet in input.public_subnets
