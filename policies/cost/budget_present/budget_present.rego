# METADATA
# scope: package
# title: "An AWS budget no higher than the documented band notifies somebody"
# description: "A monthly budget of cost, in USD, that runs now, counts all that the stack costs, stays no higher than the upper end of the band, and tells somebody before the costs are above it. One with a filter on services watches these alone."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: cost.budget
#   section: Cost
#   remediation: "Add an `aws_budgets_budget` with `budget_type = \"COST\"`, `time_unit = \"MONTHLY\"`, a `limit_amount` within the band, no `cost_filter`, and a `notification` with a subscriber."
package archcheck.cost.budget_present

import data.archcheck.lib.check

verdicts contains judged(stack, input.document.cost.budget) if some stack in input.stacks

judged(stack, asked) := check.noting(check.exists(stack, "budgets", asked), object.get(stack, "budgets", []), object.get(stack, "budget_notes", []))
