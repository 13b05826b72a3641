# METADATA
# scope: package
# title: "HTTP/2 is on"
# description: "HTTP/2 multiplexes requests over one connection."
# custom:
#   severity: low
#   applies_to: load_balancers
#   requirement: load_balancer.http2
#   section: Performance
#   remediation: "Set `enable_http2 = true` on the `aws_lb`."
package archcheck.edge.http2

import data.archcheck.lib.check

verdicts contains check.meets(load_balancer, "http2", load_balancer.asked.http2) if some load_balancer in input.load_balancers
