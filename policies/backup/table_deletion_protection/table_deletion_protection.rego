# METADATA
# scope: package
# title: "Tables cannot be deleted by mistake"
# description: "A table that is deleted takes its data with it."
# custom:
#   severity: high
#   applies_to: tables
#   requirement: table.deletion_protection
#   section: Disaster recovery
#   remediation: "Set `deletion_protection_enabled = true` on the `aws_dynamodb_table`."
package archcheck.backup.table_deletion_protection

import data.archcheck.lib.check

verdicts contains check.meets(table, "deletion_protection", table.asked.deletion_protection) if some table in input.tables
