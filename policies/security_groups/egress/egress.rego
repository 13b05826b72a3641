# METADATA
# scope: package
# title: "Each component has exactly the documented egress edges"
# description: "Over all security groups a component wears, whom it may reach is compared as a set with the documented edges: nothing more and nothing less, by group, address, prefix list and port."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Security groups
#   remediation: "Remove the rules listed as too much, and add an `aws_vpc_security_group_egress_rule` for each edge listed as missing."
#   aliases: {load_balancer: security_groups/load-balancer-egress, service: security_groups/application-egress, database: security_groups/database-egress, cache: security_groups/cache-egress}
package archcheck.security_groups.egress

import data.archcheck.lib.edges

verdicts contains edges.egress(component, component.asked.edges) if some component in input.components
