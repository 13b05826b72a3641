# METADATA
# scope: package
# title: "The load balancer terminates HTTPS on port 443"
# description: "Users reach the load balancer by HTTPS only."
# custom:
#   severity: critical
#   applies_to: load_balancers
#   requirement: load_balancer.https_listener
#   section: Data flow
#   remediation: "Add an `aws_lb_listener` with `port = 443` and `protocol = \"HTTPS\"`, of a network load balancer `\"TLS\"`."
package archcheck.encryption.https_listener

import data.archcheck.lib.check

verdicts contains check.exists(load_balancer, "https_listeners", load_balancer.asked.https_listener) if some load_balancer in input.load_balancers
