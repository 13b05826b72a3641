# METADATA
# scope: package
# title: "Functions have the documented memory"
# description: "Lambda gives CPU in proportion to memory; more costs more than documented."
# custom:
#   severity: low
#   applies_to: functions
#   requirement: function.memory_mib
#   section: Scalability limits
#   remediation: "Set `memory_size` of the `aws_lambda_function`."
package archcheck.scaling.function_memory

import data.archcheck.lib.check

verdicts contains check.meets(lambda, "memory_mib", lambda.asked.memory_mib) if some lambda in input.functions
