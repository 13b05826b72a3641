# METADATA
# scope: package
# title: "Tables have the documented capacity for writes"
# description: "Less refuses writes, more costs more than documented."
# custom:
#   severity: low
#   applies_to: tables
#   requirement: table.write_capacity
#   section: Scalability limits
#   remediation: "Set `write_capacity` of the `aws_dynamodb_table`."
package archcheck.scaling.table_write_capacity

import data.archcheck.lib.check

verdicts contains check.within(table, "write_capacity", "write_capacity_at_most", table.asked.write_capacity) if some table in input.tables
