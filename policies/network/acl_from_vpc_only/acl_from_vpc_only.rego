# METADATA
# scope: package
# title: "Network ACLs of a tier admit nothing from outside the VPC"
# description: "A second line of defence behind the security groups: the ACL of the subnets allows ingress from prefixes of the VPC only."
# custom:
#   severity: medium
#   applies_to: subnets
#   requirement: tier.acl
#   section: Security layers
#   remediation: "Give the subnet an `aws_network_acl` whose `ingress` entries name prefixes inside the VPC."
#   aliases: {none: network/isolated-acl-from-vpc-only}
package archcheck.network.acl_from_vpc_only

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(subnet, "acl_from_vpc_only", asked(subnet.asked.acl)), subnet.acl_proof) if {
	some subnet in input.subnets
}

asked(acl) := null if {
	acl == null
} else := true
