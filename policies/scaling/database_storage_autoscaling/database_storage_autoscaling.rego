# METADATA
# scope: package
# title: "Storage grows by itself to the documented limit and no further"
# description: "Without it, or with a lower limit, a full disk stops the database; a higher one costs more than documented. Aurora grows by itself and is not judged."
# custom:
#   severity: medium
#   applies_to: primary_databases
#   requirement: database.storage_gib
#   section: Scalability limits
#   remediation: "Set `max_allocated_storage` of the `aws_db_instance` to the documented upper end."
package archcheck.scaling.database_storage_autoscaling

import data.archcheck.lib.check

verdicts contains check.equals(database, "max_storage_gib", asked(database, input.document.database.storage_gib)) if some database in input.primary_databases

asked(database, storage) := null if {
	database.kind == "cluster"
} else := null if {
	storage == null
} else := storage.to
