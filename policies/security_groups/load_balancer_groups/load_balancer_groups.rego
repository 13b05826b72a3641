# METADATA
# scope: package
# title: "A load balancer wears security groups as documented"
# description: "A network load balancer without groups hands on every client, and its targets have to filter; once made without, it cannot be given any."
# custom:
#   severity: high
#   applies_to: load_balancers
#   requirement: load_balancer.groups
#   section: Security groups
#   remediation: "Set `security_groups` of the `aws_lb`, or leave them out when it is made."
package archcheck.security_groups.load_balancer_groups

import data.archcheck.lib.check

verdicts contains check.meets(load_balancer, "wears_groups", load_balancer.asked.groups) if some load_balancer in input.load_balancers
