# METADATA
# scope: package
# title: "The database spans the documented zones"
# description: "The loss of one availability zone must leave the database running, or able to start, in another."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: network.availability_zones
#   section: High availability
#   remediation: "List one isolated subnet of each zone in `subnet_ids` of the `aws_db_subnet_group`."
package archcheck.availability.database_zones

import data.archcheck.lib.check

verdicts contains check.has_items(database, "zones", input.document.network.availability_zones) if some database in input.primary_databases
