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

verdicts contains check.meets(database, "max_storage_gib", asked(database, database.asked.storage_gib)) if {
	some database in input.primary_databases
}

# asked: storage grows up to the upper end of a range; where one size is asked it must not grow.
asked(database, storage) := null if {
	database.kind == "cluster"
} else := storage.to if {
	storage.to
} else := {"one_of": [0, storage]} if {
	is_number(storage)
} else := null
