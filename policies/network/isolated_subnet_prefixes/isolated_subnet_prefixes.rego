# METADATA
# scope: package
# title: "Each isolated subnet has a documented prefix"
# description: "The database and cache sit in subnets whose prefixes are written down, so that network ACLs and firewalls can rely on them."
# custom:
#   severity: low
#   applies_to: isolated_subnets
#   requirement: network.isolated_subnets
#   section: Network
#   remediation: "Set `cidr_block` of the `aws_subnet` to one of the documented isolated prefixes, or document the new one."
package archcheck.network.isolated_subnet_prefixes

import data.archcheck.lib.check

verdicts contains check.one_of(subnet, "cidr_block", input.document.network.isolated_subnets) if some subnet in input.isolated_subnets
