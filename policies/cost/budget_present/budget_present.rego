# METADATA
# scope: package
# title: "An AWS budget watches the documented band"
# description: "A monthly budget of cost, in USD, no higher than the upper end of the band, with a notification that reaches somebody."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: cost.budget
#   section: Cost
#   remediation: "Add an `aws_budgets_budget` with `budget_type = \"COST\"`, `time_unit = \"MONTHLY\"`, a `limit_amount` within the band, and a `notification` with a subscriber."
package archcheck.cost.budget_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "budgets", check.required(input.document.cost.budget)) if some stack in input.stacks
