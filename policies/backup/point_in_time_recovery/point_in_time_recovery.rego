# METADATA
# scope: package
# title: "Any point in time can be restored"
# description: "A retention of 0 days turns automated backups off, and with them point-in-time recovery."
# custom:
#   severity: critical
#   applies_to: primary_databases
#   requirement: database.point_in_time_recovery
#   section: Disaster recovery
#   remediation: "Set `backup_retention_period` of the database to 1 or more."
package archcheck.backup.point_in_time_recovery

import data.archcheck.lib.check

verdicts contains check.at_least(database, "backup_retention_days", check.required(input.document.database.point_in_time_recovery)) if some database in input.primary_databases
