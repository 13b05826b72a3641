# METADATA
# scope: package
# title: "Any point in time can be restored"
# description: "A retention of 0 days turns automated backups off, and with them point-in-time recovery. Where an account shows it, the latest restorable time must be recent too."
# custom:
#   severity: critical
#   applies_to: primary_databases
#   requirement: database.point_in_time_recovery
#   section: Disaster recovery
#   remediation: "Set `backup_retention_period` of the database to 1 or more; if it is, find out why the latest restorable time of the database stands still."
package archcheck.backup.point_in_time_recovery

import data.archcheck.lib.check

verdicts contains check.meets(database, "point_in_time_recovery", database.asked.point_in_time_recovery) if some database in input.primary_databases
