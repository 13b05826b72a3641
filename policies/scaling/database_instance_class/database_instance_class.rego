# METADATA
# scope: package
# title: "The database has the documented instance class"
# description: "A smaller one does not bear the load, a larger one costs more than documented. Each instance of Aurora has one."
# custom:
#   severity: low
#   applies_to: primary_databases
#   requirement: database.instance_class
#   section: Scalability limits
#   remediation: "Set `instance_class` of the database, or of each `aws_rds_cluster_instance`."
package archcheck.scaling.database_instance_class

import data.archcheck.lib.check

verdicts contains judged(database, database.asked.instance_class) if some database in input.primary_databases

judged(database, asked) := check.all_meet(database, "instance_classes", asked) if {
	database.instance_class == ""
} else := check.meets(database, "instance_class", asked)
