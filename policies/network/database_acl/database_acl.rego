# METADATA
# scope: package
# title: "Network ACLs let the documented edges of the database through"
# description: "Network ACLs are stateless: they have to let a connection in, and its answers out, at both ends. Entries count in the order of their numbers. The edges to the database are judged here, and those from it to the internet."
# custom:
#   severity: high
#   applies_to: databases
#   requirement: edges
#   section: Security layers
#   remediation: "Add `aws_network_acl_rule` entries, with a lower `rule_number` than the one that denies, for the port and for the ports of the answers that the evidence names: 32768-60999 for tasks, 1024-65535 for the internet and load balancers, or `network.ephemeral_ports` of the document."
package archcheck.network.database_acl

import data.archcheck.lib.check

verdicts contains check.proven(check.is_empty(database, "acl_blocks", asked(input.document.edges)), database.documented_paths) if some database in input.databases

asked(edges) if {
	edges != null
} else := null
