# METADATA
# scope: package
# title: "The database exports the documented logs"
# description: "Slow queries and errors are read in CloudWatch, not on the instance."
# custom:
#   severity: low
#   applies_to: databases
#   requirement: database.log_exports
#   section: Monitoring
#   remediation: "Add the documented logs to `enabled_cloudwatch_logs_exports` of the database."
package archcheck.monitoring.database_log_exports

import data.archcheck.lib.check

verdicts contains check.meets(database, "log_exports", database.asked.log_exports) if some database in input.databases
