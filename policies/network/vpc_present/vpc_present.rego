# METADATA
# scope: package
# title: "The stack runs in a VPC of its own"
# description: "Everything else of the network stands on the VPC. Without one there is nothing the document describes."
# custom:
#   severity: high
#   applies_to: stacks
#   requirement: vpc.cidr
#   section: Network
#   remediation: "Add an `aws_vpc` with the documented `cidr_block`, and put the subnets of the components into it."
package archcheck.network.vpc_present

import data.archcheck.lib.check

verdicts contains check.exists(stack, "vpcs", asked(input.document.vpc.cidr)) if some stack in input.stacks

asked(cidr) := null if {
	cidr == null
} else := true
