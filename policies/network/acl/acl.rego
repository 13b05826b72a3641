# METADATA
# scope: package
# title: "Network ACLs let the documented edges of each component through"
# description: "Network ACLs are stateless: they have to let a connection in, and its answers out, at both ends. Entries count in the order of their numbers. The edges to a component are judged with it, and those from it to addresses."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Security layers
#   remediation: "Add `aws_network_acl_rule` entries, with a lower `rule_number` than the one that denies, for the port and for the ports of the answers that the evidence names: 32768-60999 for tasks, 1024-65535 for the internet and load balancers, or `vpc.ephemeral_ports` of the document."
#   aliases: {load_balancer: network/load-balancer-acl, service: network/application-acl, database: network/database-acl, cache: network/cache-acl}
package archcheck.network.acl

import data.archcheck.lib.check

verdicts contains check.proven(check.none(component, "acl_blocks", component.asked.edges), component.documented_paths) if {
	some component in input.components
}
