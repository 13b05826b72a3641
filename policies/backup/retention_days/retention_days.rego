# METADATA
# scope: package
# title: "Automated backups are kept as long as documented"
# description: "Automated daily snapshots are kept for the retention period, which is also how far back a point in time can be restored."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.backup_retention_days
#   section: Disaster recovery
#   remediation: "Set `backup_retention_period` of the database to the documented days or more."
package archcheck.backup.retention_days

import data.archcheck.lib.check

verdicts contains check.meets(database, "backup_retention_days", database.asked.backup_retention_days) if some database in input.primary_databases
