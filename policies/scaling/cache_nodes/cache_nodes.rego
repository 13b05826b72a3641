# METADATA
# scope: package
# title: "The cache has the documented number of nodes"
# description: "More nodes cost more than documented; fewer are no cache."
# custom:
#   severity: low
#   applies_to: caches
#   requirement: cache.nodes
#   section: Scalability limits
#   remediation: "Set `num_cache_clusters` of the `aws_elasticache_replication_group` to the documented number."
package archcheck.scaling.cache_nodes

import data.archcheck.lib.check

verdicts contains check.within(cache, "nodes", "nodes_at_most", cache.asked.nodes) if some cache in input.caches
