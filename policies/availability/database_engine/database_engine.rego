# METADATA
# scope: package
# title: "The database runs the documented engine"
# description: "Aurora of the same kind counts as the engine."
# custom:
#   severity: medium
#   applies_to: databases
#   requirement: database.engine
#   section: High level
#   remediation: "Set `engine` of the database to the documented one."
package archcheck.availability.database_engine

import data.archcheck.lib.check

verdicts contains check.one_of(database, "engine", asked(input.document.database.engine)) if some database in input.databases

asked(engine) := null if {
	engine == null
} else := [engine, concat("-", ["aurora", alias(engine)])]

alias(engine) := "postgresql" if {
	engine == "postgres"
} else := engine
