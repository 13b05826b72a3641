# METADATA
# scope: package
# title: "What a function failed on is kept"
# description: "Events that fail after all tries are gone, unless something keeps them."
# custom:
#   severity: medium
#   applies_to: functions
#   requirement: function.dead_letters
#   section: High availability
#   remediation: "Add a `dead_letter_config`, or a destination for failures in `aws_lambda_function_event_invoke_config`."
package archcheck.delivery.dead_letters

import data.archcheck.lib.check

verdicts contains check.is_set(function, "dead_letter", function.asked.dead_letters) if some function in input.functions
