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

verdicts contains check.meets(database, "engine", asked(database.asked.engine)) if some database in input.databases

# asked: Aurora of the same kind is such an engine too.
asked(engine) := null if {
	engine == null
} else := {"one_of": array.concat(engine.one_of, [concat("-", ["aurora", alias(one)]) | some one in engine.one_of])} if {
	engine.one_of
} else := engine if {
	startswith(engine, "aurora-")
} else := {"one_of": [engine, concat("-", ["aurora", alias(engine)])]}

alias(engine) := "postgresql" if {
	engine == "postgres"
} else := engine
