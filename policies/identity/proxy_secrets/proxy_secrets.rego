# METADATA
# scope: package
# title: "A database proxy signs in with secrets of Secrets Manager"
# description: "A proxy without them signs in by IAM alone, or not at all."
# custom:
#   severity: high
#   applies_to: proxies
#   requirement: proxy.secrets
#   section: Security layers
#   remediation: "Give the `aws_db_proxy` an `auth` block with a `secret_arn`."
package archcheck.identity.proxy_secrets

import data.archcheck.lib.check

verdicts contains check.exists(proxy, "secrets", proxy.asked.secrets) if some proxy in input.proxies
