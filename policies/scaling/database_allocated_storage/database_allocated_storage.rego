# METADATA
# scope: package
# title: "The database has the documented storage"
# description: "What is allocated now, whatever it may grow to. Aurora grows by itself and is not judged."
# custom:
#   severity: low
#   applies_to: primary_databases
#   requirement: database.allocated_storage_gib
#   section: Scalability limits
#   remediation: "Set `allocated_storage` of the `aws_db_instance` to the documented size."
package archcheck.scaling.database_allocated_storage

import data.archcheck.lib.check

verdicts contains check.meets(database, "storage_gib", asked(database, database.asked.allocated_storage_gib)) if some database in input.primary_databases

asked(database, storage) := null if {
	database.kind == "cluster"
} else := storage
