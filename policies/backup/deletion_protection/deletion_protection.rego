# METADATA
# scope: package
# title: "The database cannot be deleted by mistake"
# description: "Deletion protection makes AWS refuse to delete the database until it is turned off."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.deletion_protection
#   section: Disaster recovery
#   remediation: "Set `deletion_protection = true` on the database."
package archcheck.backup.deletion_protection

import data.archcheck.lib.check

verdicts contains check.meets(database, "deletion_protection", database.asked.deletion_protection) if some database in input.primary_databases
