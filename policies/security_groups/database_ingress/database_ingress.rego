# METADATA
# scope: package
# title: "The database has exactly the documented ingress edges"
# description: "Over all security groups the database wears, who may reach it is compared as a set with the documented edges: nothing more and nothing less, by group, address, prefix list and port."
# custom:
#   severity: high
#   applies_to: databases
#   requirement: edges
#   section: Security groups
#   remediation: "Remove the rules listed as too much, and add an `aws_vpc_security_group_ingress_rule` for each edge listed as missing."
package archcheck.security_groups.database_ingress

import data.archcheck.lib.edges

verdicts contains edges.ingress(database, input.document.edges) if some database in input.databases
