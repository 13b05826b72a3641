# METADATA
# scope: package
# title: "A load balancer spreads over the targets of all zones as documented"
# description: "Without it a zone with few targets gets as much as one with many."
# custom:
#   severity: low
#   applies_to: load_balancers
#   requirement: load_balancer.cross_zone
#   section: High availability
#   remediation: "Set `enable_cross_zone_load_balancing` of the `aws_lb`, and leave `load_balancing_cross_zone_enabled` of its target groups out."
package archcheck.availability.cross_zone

import data.archcheck.lib.check

verdicts contains check.within(load_balancer, "cross_zone", "cross_zone_ever", load_balancer.asked.cross_zone) if some load_balancer in input.load_balancers
