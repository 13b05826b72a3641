# METADATA
# scope: package
# title: "Deleting the database leaves a final snapshot"
# description: "Without one, deleting the database deletes its last state."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.final_snapshot
#   section: Disaster recovery
#   remediation: "Set `skip_final_snapshot = false` and a `final_snapshot_identifier`."
package archcheck.backup.final_snapshot

import data.archcheck.lib.check

verdicts contains check.is_not(database, "skip_final_snapshot", database.asked.final_snapshot) if some database in input.primary_databases
