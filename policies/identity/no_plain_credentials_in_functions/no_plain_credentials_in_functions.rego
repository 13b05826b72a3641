# METADATA
# scope: package
# title: "No credentials in plain in the environment of a function"
# description: "Whoever may read the configuration of a function reads them."
# custom:
#   severity: critical
#   applies_to: functions
#   requirement: function.no_plain_credentials
#   section: Security layers
#   remediation: "Read them from Secrets Manager at run time, and take the variable out of `environment`."
package archcheck.identity.no_plain_credentials_in_functions

import data.archcheck.lib.check

verdicts contains check.none(function, "credentials", function.asked.no_plain_credentials) if some function in input.functions
