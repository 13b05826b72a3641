# METADATA
# scope: package
# title: "Network ACLs of isolated subnets admit nothing from outside the VPC"
# description: "A second line of defence behind the security groups: the ACL of the subnets that database and cache sit in allows ingress from prefixes of the VPC only."
# custom:
#   severity: medium
#   applies_to: isolated_subnets
#   requirement: network.isolated_acl_from_vpc_only
#   section: Security layers
#   remediation: "Give the subnet an `aws_network_acl` whose `ingress` entries name prefixes inside the VPC."
package archcheck.network.isolated_acl_from_vpc_only

import data.archcheck.lib.check

verdicts contains check.proven(check.is_true(subnet, "acl_from_vpc_only", input.document.network.isolated_acl_from_vpc_only), subnet.acl_proof) if some subnet in input.isolated_subnets
