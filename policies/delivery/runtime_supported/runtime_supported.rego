# METADATA
# scope: package
# title: "The runtime of each function is one that AWS still mends"
# description: "A runtime past its end gets no security updates, and later no deployments."
# custom:
#   severity: medium
#   applies_to: functions
#   requirement: function.runtime_supported
#   section: Deployment
#   remediation: "Set `runtime` of the `aws_lambda_function` to one that is supported."
package archcheck.delivery.runtime_supported

import data.archcheck.lib.check

verdicts contains check.meets(function, "runtime_supported", function.asked.runtime_supported) if some function in input.functions
