# METADATA
# scope: package
# title: "A Route 53 record aliases the load balancer"
# description: "Users reach the service by a name that follows the load balancer."
# custom:
#   severity: medium
#   applies_to: load_balancers
#   requirement: load_balancer.dns_alias
#   section: High level
#   remediation: "Add an `aws_route53_record` with an `alias` whose `name` is the `dns_name` of the `aws_lb`."
package archcheck.edge.dns_alias

import data.archcheck.lib.check

verdicts contains check.exists(load_balancer, "alias_records", load_balancer.asked.dns_alias) if some load_balancer in input.load_balancers
