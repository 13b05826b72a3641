# METADATA
# scope: package
# title: "The database has a standby in another zone"
# description: "Multi-AZ gives a synchronous standby and automatic failover."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.multi_az
#   section: High availability
#   remediation: "Set `multi_az = true` on the `aws_db_instance`, or give the Aurora cluster a second `aws_rds_cluster_instance`."
package archcheck.availability.database_multi_az

import data.archcheck.lib.check

verdicts contains check.meets(database, "multi_az", database.asked.multi_az) if some database in input.primary_databases
