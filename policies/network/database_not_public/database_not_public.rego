# METADATA
# scope: package
# title: "The database is not publicly accessible"
# description: "A publicly accessible database resolves to a public address."
# custom:
#   severity: critical
#   applies_to: databases
#   requirement: database.public
#   section: High level
#   remediation: "Set `publicly_accessible = false` on the `aws_db_instance` or `aws_rds_cluster_instance`."
package archcheck.network.database_not_public

import data.archcheck.lib.check

verdicts contains check.proven(check.is_false(database, "public_address", input.document.database.public), database.internet_path) if some database in input.databases
