# METADATA
# scope: package
# title: "Each component has exactly the documented ingress edges"
# description: "Over all security groups a component wears, who may reach it is compared as a set with the documented edges: nothing more and nothing less, by group, address, prefix list and port."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Security groups
#   remediation: "Remove the rules listed as too much, and add an `aws_vpc_security_group_ingress_rule` for each edge listed as missing."
#   severities: {load_balancer: critical}
#   aliases: {load_balancer: security_groups/load-balancer-ingress, service: security_groups/application-ingress, database: security_groups/database-ingress, cache: security_groups/cache-ingress}
package archcheck.security_groups.ingress

import data.archcheck.lib.edges

verdicts contains edges.ingress(component, component.asked.edges) if some component in input.components
