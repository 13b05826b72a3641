# METADATA
# scope: package
# title: "Each private subnet has a documented prefix"
# description: "The tasks sit in subnets whose prefixes are written down, so that network ACLs and firewalls can rely on them."
# custom:
#   severity: low
#   applies_to: private_subnets
#   requirement: network.private_subnets
#   section: Network
#   remediation: "Set `cidr_block` of the `aws_subnet` to one of the documented private prefixes, or document the new one."
package archcheck.network.private_subnet_prefixes

import data.archcheck.lib.check

verdicts contains check.one_of(subnet, "cidr_block", input.document.network.private_subnets) if some subnet in input.private_subnets
