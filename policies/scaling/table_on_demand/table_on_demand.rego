# METADATA
# scope: package
# title: "Tables are paid for as documented: by request or by capacity"
# description: "Provisioned capacity refuses what goes beyond it; on demand costs more a request."
# custom:
#   severity: low
#   applies_to: tables
#   requirement: table.on_demand
#   section: Scalability limits
#   remediation: "Set `billing_mode` of the `aws_dynamodb_table` to `PAY_PER_REQUEST` or `PROVISIONED`."
package archcheck.scaling.table_on_demand

import data.archcheck.lib.check

verdicts contains check.meets(table, "on_demand", table.asked.on_demand) if some table in input.tables
