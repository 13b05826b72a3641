# METADATA
# scope: package
# title: "HTTPS listeners have a certificate"
# description: "An ACM certificate terminates TLS on the load balancer."
# custom:
#   severity: high
#   applies_to: tls_listeners
#   requirement: load_balancer.https_listener
#   section: High level
#   remediation: "Set `certificate_arn` of the `aws_lb_listener` to an `aws_acm_certificate`."
package archcheck.encryption.listener_certificate

import data.archcheck.lib.check

verdicts contains check.exists(listener, "certificates", listener.asked.https_listener) if some listener in input.tls_listeners
