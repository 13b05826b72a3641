# METADATA
# scope: package
# title: "The application has exactly the documented ingress edges"
# description: "Over all security groups the application wears, who may reach it is compared as a set with the documented edges: nothing more and nothing less, by group, address, prefix list and port."
# custom:
#   severity: high
#   applies_to: services
#   requirement: edges
#   section: Security groups
#   remediation: "Remove the rules listed as too much, and add an `aws_vpc_security_group_ingress_rule` for each edge listed as missing."
package archcheck.security_groups.application_ingress

import data.archcheck.lib.edges

verdicts contains edges.ingress(service, input.document.edges) if some service in input.services
