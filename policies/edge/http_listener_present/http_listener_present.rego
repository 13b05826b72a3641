# METADATA
# scope: package
# title: "Port 80 is answered with a redirect"
# description: "Who types the name without https reaches port 80 first."
# custom:
#   severity: low
#   applies_to: load_balancers
#   requirement: load_balancer.redirect_http
#   section: High level
#   remediation: "Add an `aws_lb_listener` with `port = 80` that redirects to HTTPS."
package archcheck.edge.http_listener_present

import data.archcheck.lib.check

verdicts contains check.exists(load_balancer, "plain_listeners", load_balancer.asked.redirect_http) if some load_balancer in input.load_balancers
