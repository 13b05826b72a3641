# METADATA
# scope: package
# title: "A function runs as often at once as documented"
# description: "Without a reservation it takes from, and may starve, everything else of the account."
# custom:
#   severity: medium
#   applies_to: functions
#   requirement: function.reserved_concurrency
#   section: Scalability limits
#   remediation: "Set `reserved_concurrent_executions` of the `aws_lambda_function` to the documented number."
package archcheck.scaling.reserved_concurrency

import data.archcheck.lib.check

verdicts contains check.meets(function, "reserved_concurrency", function.asked.reserved_concurrency) if some function in input.functions
