# METADATA
# scope: package
# title: "The cache is encrypted at rest"
# description: "Sessions and hot data are written to disk for synchronisation and snapshots."
# custom:
#   severity: high
#   applies_to: caches
#   requirement: cache.encrypted
#   section: Security layers
#   remediation: "Set `at_rest_encryption_enabled = true` on the `aws_elasticache_replication_group`."
package archcheck.encryption.cache_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(cache, "encryption_at_rest", cache.asked.encrypted) if some cache in input.caches
