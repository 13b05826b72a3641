# METADATA
# scope: package
# title: "Traffic to the cache is encrypted"
# description: "Without TLS, sessions cross the network in clear text. In the mode `preferred` the cache accepts plain connections beside encrypted ones."
# custom:
#   severity: high
#   applies_to: caches
#   requirement: cache.encrypted_in_transit
#   section: Security layers
#   remediation: "Set `transit_encryption_enabled = true` and `transit_encryption_mode = \"required\"` on the `aws_elasticache_replication_group`."
package archcheck.encryption.cache_in_transit

import data.archcheck.lib.check

verdicts contains check.meets(cache, "refuses_plain", cache.asked.encrypted_in_transit) if some cache in input.caches
