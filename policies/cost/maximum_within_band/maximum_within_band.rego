# METADATA
# scope: package
# title: "The dearest month costs no more than documented"
# description: "The month with all tasks and all storage. Checked only where the document asks for it; else `archcheck cost` shows it as a note."
# custom:
#   severity: low
#   applies_to: stacks
#   requirement: cost.maximum_within_band
#   section: Cost
#   remediation: "Lower `max_capacity` of the `aws_appautoscaling_target` or `max_allocated_storage` of the `aws_db_instance`, or document another band."
package archcheck.cost.maximum_within_band

import data.archcheck.lib.check

verdicts contains check.proven(
	check.at_most(stack, "maximum_monthly_usd", ceiling(input.document.cost)),
	stack.cost_lines,
) if some stack in input.stacks

ceiling(cost) := null if {
	cost.maximum_within_band != true
} else := null if {
	cost.monthly_usd == null
} else := cost.monthly_usd.to
