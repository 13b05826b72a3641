# METADATA
# scope: package
# title: "The database runs the documented version"
# description: "A version that is out of support, or newer than what clients were tested with, is not what was documented. `16` is met by `16.4`."
# custom:
#   severity: medium
#   applies_to: primary_databases
#   requirement: database.engine_version
#   section: High level
#   remediation: "Set `engine_version` of the database to the documented one."
package archcheck.availability.database_engine_version

import data.archcheck.lib.versions

verdicts contains versions.runs(database, "engine_version", database.asked.engine_version) if some database in input.primary_databases
