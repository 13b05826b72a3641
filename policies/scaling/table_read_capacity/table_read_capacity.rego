# METADATA
# scope: package
# title: "Tables have the documented capacity for reads"
# description: "Less refuses reads, more costs more than documented."
# custom:
#   severity: low
#   applies_to: tables
#   requirement: table.read_capacity
#   section: Scalability limits
#   remediation: "Set `read_capacity` of the `aws_dynamodb_table`."
package archcheck.scaling.table_read_capacity

import data.archcheck.lib.check

verdicts contains check.within(table, "read_capacity", "read_capacity_at_most", table.asked.read_capacity) if some table in input.tables
