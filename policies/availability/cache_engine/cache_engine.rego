# METADATA
# scope: package
# title: "The cache runs a documented engine"
# description: "Clients speak the protocol of the documented engines."
# custom:
#   severity: medium
#   applies_to: caches
#   requirement: cache.engine
#   section: High level
#   remediation: "Set `engine` of the `aws_elasticache_replication_group` to a documented one."
package archcheck.availability.cache_engine

import data.archcheck.lib.check

verdicts contains check.meets(cache, "engine", cache.asked.engine) if some cache in input.caches
