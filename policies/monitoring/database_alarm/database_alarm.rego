# METADATA
# scope: package
# title: "An alarm watches the database"
# description: "Alarms whose only actions are scaling policies do not count: nobody hears them."
# custom:
#   severity: medium
#   applies_to: primary_databases
#   requirement: monitoring.database_alarm
#   section: Monitoring
#   remediation: "Add an `aws_cloudwatch_metric_alarm` with the dimensions `DBInstanceIdentifier` of the database."
package archcheck.monitoring.database_alarm

import data.archcheck.lib.check

verdicts contains check.noting(check.has_items(database, "alarms", check.required(input.document.monitoring.database_alarm)), object.get(database, "alarms", []), object.get(database, "alarm_notes", [])) if some database in input.primary_databases
