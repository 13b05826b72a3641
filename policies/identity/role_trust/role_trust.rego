# METADATA
# scope: package
# title: "Only the documented service may assume the roles"
# description: "A role that others may assume gives them what it was meant to give the tasks, functions or instances."
# custom:
#   severity: high
#   applies_to: roles
#   requirement: service.trusted_service
#   section: Security layers
#   remediation: "Name only the documented service as principal in `assume_role_policy` of the `aws_iam_role`."
package archcheck.identity.role_trust

import data.archcheck.lib.check

verdicts contains check.all_meet(role, "trusted_services", role.asked.trusted_service) if some role in input.roles
