# METADATA
# scope: package
# title: "The expected month costs no more than documented"
# description: "The month with the average tasks and the assumed usage, at list prices, must not cost more than the upper end of the documented band and the tolerance. `archcheck cost` shows each line."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: cost.monthly_usd
#   section: Cost
#   remediation: "Run `archcheck cost` to see the lines; choose smaller classes of the `aws_db_instance` or `aws_elasticache_replication_group`, or fewer tasks, or document another band."
package archcheck.cost.expected_within_band

import data.archcheck.lib.check

verdicts contains check.proven(
	check.at_most(stack, "expected_monthly_usd", ceiling(input.document.cost)),
	stack.cost_lines,
) if some stack in input.stacks

ceiling(cost) := null if {
	cost.monthly_usd == null
} else := cost.monthly_usd.to if {
	cost.tolerance_percent == null
} else := (cost.monthly_usd.to * (100 + cost.tolerance_percent)) / 100
