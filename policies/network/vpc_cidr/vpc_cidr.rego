# METADATA
# scope: package
# title: "The VPC has the documented prefix"
# description: "Peerings, VPNs and firewalls elsewhere are planned around this prefix."
# custom:
#   severity: medium
#   applies_to: vpcs
#   requirement: vpc.cidr
#   section: Network
#   remediation: "Set `cidr_block` of the `aws_vpc` to the documented prefix; changing it replaces the VPC."
package archcheck.network.vpc_cidr

import data.archcheck.lib.check

verdicts contains check.all_meet(vpc, "cidr_blocks", input.document.vpc.cidr) if some vpc in input.vpcs
