# METADATA
# scope: package
# title: "Isolated subnets have no route out of the VPC"
# description: "Database and cache sit in subnets without any route out: no default or split default route, no IPv6, peering, transit gateway, VPN or prefix list."
# custom:
#   severity: critical
#   applies_to: isolated_subnets
#   requirement: network.isolated_no_way_out
#   section: Network
#   remediation: "Remove every `aws_route` from the route table of these subnets, or associate them with a table that has none."
package archcheck.network.isolated_subnets_no_way_out

import data.archcheck.lib.check

verdicts contains check.proven(check.is_true(subnet, "isolated", input.document.network.isolated_no_way_out), subnet.proof) if some subnet in input.isolated_subnets
