# METADATA
# scope: package
# title: "The VPC's default security group permits nothing"
# description: "What is started without a group of its own gets the default one. AWS lets it reach itself and the internet."
# custom:
#   severity: medium
#   applies_to: vpcs
#   requirement: vpc.default_group
#   section: Security groups
#   remediation: "Add an `aws_default_security_group` for the VPC without any `ingress` or `egress`."
package archcheck.security_groups.default_group_empty

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(vpc, "default_group_empty", asked(input.document.vpc.default_group)), vpc.default_group_rules) if {
	some vpc in input.vpcs
}

asked(group) := null if {
	group == null
} else := group == "empty"
