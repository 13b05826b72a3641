# METADATA
# scope: package
# title: "Each service costs no more than its row says"
# description: "The expected month of each documented row, such as the database or the NAT gateways, must not cost more than the row's upper end and the tolerance. Checked only where the document asks for it; else `archcheck cost` shows it as a note."
# custom:
#   severity: low
#   applies_to: stacks
#   requirement: cost.rows_within_band
#   section: Cost
#   remediation: "Run `archcheck cost` to see the lines of the row; choose a smaller class or less storage of the `aws_db_instance` or `aws_elasticache_replication_group`, or document another row."
package archcheck.cost.rows_within_band

import data.archcheck.lib.check

verdicts contains check.proven(
	check.none(stack, "rows_above", input.document.cost.rows_within_band),
	stack.cost_lines,
) if some stack in input.stacks
