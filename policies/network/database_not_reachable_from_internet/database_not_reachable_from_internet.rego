# METADATA
# scope: package
# title: "The internet cannot reach the database"
# description: "Route, network ACL, security groups and public address together: no packet from the internet arrives, whichever of them is misconfigured. Not asked where the document has an edge from the internet."
# custom:
#   severity: critical
#   applies_to: databases
#   requirement: edges
#   section: Security layers
#   remediation: "Break the path that the evidence shows: set `publicly_accessible = false` on the `aws_db_instance`, and remove the `aws_route` to the internet gateway from its subnets."
package archcheck.network.database_not_reachable_from_internet

import data.archcheck.lib.check
import data.archcheck.lib.edges

verdicts contains check.proven(
	check.is_false(database, "internet_reachable", edges.closed_to_internet(input.document.edges, "database")),
	database.internet_path,
) if some database in input.databases
