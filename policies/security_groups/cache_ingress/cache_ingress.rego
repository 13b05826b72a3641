# METADATA
# scope: package
# title: "The cache has exactly the documented ingress edges"
# description: "Over all security groups the cache wears, who may reach it is compared as a set with the documented edges: nothing more and nothing less, by group, address, prefix list and port."
# custom:
#   severity: high
#   applies_to: caches
#   requirement: edges
#   section: Security groups
#   remediation: "Remove the rules listed as too much, and add an `aws_vpc_security_group_ingress_rule` for each edge listed as missing."
package archcheck.security_groups.cache_ingress

import data.archcheck.lib.edges

verdicts contains edges.ingress(cache, input.document.edges) if some cache in input.caches
