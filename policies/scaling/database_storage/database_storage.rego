# METADATA
# scope: package
# title: "Allocated storage is within the documented range"
# description: "Less is full too soon; more costs more than documented. Aurora grows by itself and is not judged."
# custom:
#   severity: low
#   applies_to: primary_databases
#   requirement: database.storage_gib
#   section: Scalability limits
#   remediation: "Set `allocated_storage` of the `aws_db_instance` inside the documented range."
package archcheck.scaling.database_storage

import data.archcheck.lib.check

verdicts contains check.meets(database, "storage_gib", asked(database, database.asked.storage_gib)) if some database in input.primary_databases

asked(database, storage) := null if {
	database.kind == "cluster"
} else := storage
