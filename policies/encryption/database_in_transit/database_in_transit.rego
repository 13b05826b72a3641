# METADATA
# scope: package
# title: "The database refuses connections without TLS"
# description: "Checked only where the document asks for it. PostgreSQL on RDS forces TLS from version 15 on, unless its parameter group says otherwise."
# custom:
#   severity: medium
#   applies_to: databases
#   requirement: database.force_tls
#   section: Security layers
#   remediation: "Set `rds.force_ssl` to 1 in the `aws_db_parameter_group` of the database (`require_secure_transport` for MySQL)."
package archcheck.encryption.database_in_transit

import data.archcheck.lib.check

verdicts contains check.meets(database, "forces_tls", database.asked.force_tls) if some database in input.databases
