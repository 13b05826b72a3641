# METADATA
# scope: package
# title: "Only what the document says is public can be called by anybody"
# description: "A URL without authorization, or a policy for everybody, makes a function an endpoint of the internet."
# custom:
#   severity: critical
#   applies_to: functions
#   requirement: function.public
#   section: Network
#   remediation: "Set `authorization_type = \"AWS_IAM\"` on the `aws_lambda_function_url`, and name a principal in each `aws_lambda_permission`."
package archcheck.network.function_not_public

import data.archcheck.lib.check

verdicts contains check.meets(function, "open_to_anybody", function.asked.public) if some function in input.functions
