# METADATA
# scope: package
# title: "Not every copy dies with the instance"
# description: "Automated backups are deleted with the instance unless they are retained, a final snapshot is taken, or AWS Backup holds copies."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.backups_outlive_instance
#   section: Disaster recovery
#   remediation: "Set `skip_final_snapshot = false`, or `delete_automated_backups = false`, or select the database in an `aws_backup_selection`."
package archcheck.backup.copies_outlive_instance

import data.archcheck.lib.check

verdicts contains check.meets(database, "copies_outlive", database.asked.backups_outlive_instance) if some database in input.primary_databases
