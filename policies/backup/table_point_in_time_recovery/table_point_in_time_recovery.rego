# METADATA
# scope: package
# title: "Tables can be restored to any second"
# description: "Without it there is nothing to restore from but backups that somebody made."
# custom:
#   severity: high
#   applies_to: tables
#   requirement: table.point_in_time_recovery
#   section: Disaster recovery
#   remediation: "Set `point_in_time_recovery { enabled = true }` on the `aws_dynamodb_table`."
package archcheck.backup.table_point_in_time_recovery

import data.archcheck.lib.check

verdicts contains check.meets(table, "point_in_time_recovery", table.asked.point_in_time_recovery) if some table in input.tables
