# METADATA
# scope: package
# title: "Tables are encrypted at rest"
# description: "DynamoDB encrypts always; a key of your own is a matter of key_rotation."
# custom:
#   severity: high
#   applies_to: tables
#   requirement: table.encrypted
#   section: Security layers
#   remediation: "Set `server_side_encryption` of the `aws_dynamodb_table`."
package archcheck.encryption.table_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(table, "encrypted", table.asked.encrypted) if some table in input.tables
