# METADATA
# scope: package
# title: "The cache has the documented node type"
# description: "A smaller one does not bear the load, a larger one costs more than documented."
# custom:
#   severity: low
#   applies_to: caches
#   requirement: cache.node_type
#   section: Scalability limits
#   remediation: "Set `node_type` of the `aws_elasticache_replication_group`."
package archcheck.scaling.cache_node_type

import data.archcheck.lib.check

verdicts contains check.meets(cache, "node_type", cache.asked.node_type) if some cache in input.caches
