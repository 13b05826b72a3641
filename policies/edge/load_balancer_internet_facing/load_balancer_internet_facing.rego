# METADATA
# scope: package
# title: "The load balancer faces the internet"
# description: "An internal load balancer has no public address."
# custom:
#   severity: high
#   applies_to: load_balancers
#   requirement: load_balancer.scheme
#   section: High level
#   remediation: "Set `internal = false` on the `aws_lb`; changing it replaces the load balancer."
package archcheck.edge.load_balancer_internet_facing

import data.archcheck.lib.check

verdicts contains check.meets(load_balancer, "scheme", load_balancer.asked.scheme) if some load_balancer in input.load_balancers
