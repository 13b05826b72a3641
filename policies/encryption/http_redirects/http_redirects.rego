# METADATA
# scope: package
# title: "Plain HTTP is redirected to HTTPS"
# description: "An HTTP listener that forwards lets users talk to the application in clear text. Its default action and every rule count."
# custom:
#   severity: high
#   applies_to: plain_listeners
#   requirement: load_balancer.redirect_http
#   section: High level
#   remediation: "Make the default action and all rules of the HTTP listener a `redirect` with `protocol = \"HTTPS\"`."
package archcheck.encryption.http_redirects

import data.archcheck.lib.check

verdicts contains check.none(listener, "forwards_plain", listener.asked.redirect_http) if some listener in input.plain_listeners
