# METADATA
# scope: package
# title: "Secrets Manager holds the master password of the database"
# description: "A password that a plan holds is in its file, in the state and in every log of them. RDS keeps and rotates it in Secrets Manager when it manages it; one that is read from a secret is not written down either."
# custom:
#   severity: high
#   applies_to: primary_databases
#   requirement: database.master_password_in_secrets_manager
#   section: High level
#   remediation: "Set `manage_master_user_password = true` on the database and take its password out of the configuration."
package archcheck.identity.master_password_managed

import data.archcheck.lib.check

verdicts contains check.meets(database, "master_password_in_secrets_manager", database.asked.master_password_in_secrets_manager) if some database in input.primary_databases
