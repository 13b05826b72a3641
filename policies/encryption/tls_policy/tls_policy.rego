# METADATA
# scope: package
# title: "TLS is not older than documented"
# description: "Older versions of TLS are broken. When `ssl_policy` is left out, AWS uses one that accepts TLS 1.0."
# custom:
#   severity: high
#   applies_to: tls_listeners
#   requirement: load_balancer.tls_minimum
#   section: Data flow
#   remediation: "Set `ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"` on the `aws_lb_listener`."
package archcheck.encryption.tls_policy

import data.archcheck.lib.check

verdicts contains check.meets(listener, "tls_minimum", listener.asked.tls_minimum) if some listener in input.tls_listeners
