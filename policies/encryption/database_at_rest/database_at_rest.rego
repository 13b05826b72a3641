# METADATA
# scope: package
# title: "The database is encrypted at rest"
# description: "Storage, snapshots and replicas are encrypted with KMS only if the database was made so."
# custom:
#   severity: critical
#   applies_to: databases
#   requirement: database.encrypted
#   section: Security layers
#   remediation: "Set `storage_encrypted = true` on the database; an existing one is replaced, so restore it from an encrypted copy of a snapshot."
package archcheck.encryption.database_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(database, "storage_encrypted", database.asked.encrypted) if some database in input.databases
