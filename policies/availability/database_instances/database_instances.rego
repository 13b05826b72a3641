# METADATA
# scope: package
# title: "The database has the documented number of instances"
# description: "An Aurora cluster fails over to another of its instances; one alone has to be made anew first. An instance by itself is one."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.instances
#   section: High availability
#   remediation: "Add or remove an `aws_rds_cluster_instance` of the cluster."
package archcheck.availability.database_instances

import data.archcheck.lib.check

verdicts contains check.within(database, "instances", "instances_at_most", database.asked.instances) if some database in input.primary_databases
