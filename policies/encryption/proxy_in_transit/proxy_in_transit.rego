# METADATA
# scope: package
# title: "A database proxy refuses connections without TLS"
# description: "What goes to a proxy in plain can be read on the way."
# custom:
#   severity: high
#   applies_to: proxies
#   requirement: proxy.force_tls
#   section: Security layers
#   remediation: "Set `require_tls = true` on the `aws_db_proxy`."
package archcheck.encryption.proxy_in_transit

import data.archcheck.lib.check

verdicts contains check.meets(proxy, "require_tls", proxy.asked.force_tls) if some proxy in input.proxies
