# METADATA
# scope: package
# title: "Idle connections are kept as long as documented"
# description: "Too short a keep-alive idle timeout makes clients connect again and again."
# custom:
#   severity: low
#   applies_to: load_balancers
#   requirement: load_balancer.idle_timeout_seconds
#   section: Performance
#   remediation: "Set `idle_timeout` of the `aws_lb` inside the documented range."
package archcheck.edge.idle_timeout

import data.archcheck.lib.check

verdicts contains check.meets(load_balancer, "idle_timeout_seconds", load_balancer.asked.idle_timeout_seconds) if some load_balancer in input.load_balancers
