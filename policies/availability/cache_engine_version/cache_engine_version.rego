# METADATA
# scope: package
# title: "The cache runs the documented version"
# description: "A version that is out of support, or newer than what clients were tested with, is not what was documented. `7` is met by `7.1`."
# custom:
#   severity: medium
#   applies_to: caches
#   requirement: cache.engine_version
#   section: High level
#   remediation: "Set `engine_version` of the `aws_elasticache_replication_group` to the documented one."
package archcheck.availability.cache_engine_version

import data.archcheck.lib.versions

verdicts contains versions.runs(cache, "engine_version", cache.asked.engine_version) if some cache in input.caches
