# METADATA
# scope: package
# title: "Roles allow no wildcard actions on wildcard resources"
# description: "A statement such as s3:* on * turns a flaw of the application into a flaw of the account. Inline, customer managed and AWS managed policies count."
# custom:
#   severity: high
#   applies_to: roles
#   requirement: service.no_wildcards
#   section: Security layers
#   remediation: "Name actions and resources in the policy of the `aws_iam_role`."
package archcheck.identity.no_wildcards

import data.archcheck.lib.check

verdicts contains check.none(role, "wildcards", role.asked.no_wildcards) if some role in input.roles
