# METADATA
# scope: package
# title: "The load balancer spans the documented zones"
# description: "The loss of one availability zone must leave the load balancer running, or able to start, in another."
# custom:
#   severity: high
#   applies_to: load_balancers
#   requirement: network.availability_zones
#   section: High availability
#   remediation: "List one public subnet of each zone in `subnets` of the `aws_lb`."
package archcheck.availability.load_balancer_zones

import data.archcheck.lib.check

verdicts contains check.has_items(load_balancer, "zones", input.document.network.availability_zones) if some load_balancer in input.load_balancers
