# METADATA
# scope: package
# title: "The stack has its cache"
# description: "The cache is part of the documented architecture. A stack without one is not what was documented, whatever else is right."
# custom:
#   severity: critical
#   applies_to: stacks
#   requirement: edges
#   section: High level
#   remediation: "Add an `aws_elasticache_replication_group` in the subnets of the stack."
package archcheck.availability.cache_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "caches", input.document.components.cache) if some stack in input.stacks
