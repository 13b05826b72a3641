# METADATA
# scope: package
# title: "Targets are asked for their health at the documented path"
# description: "A path that answers whatever happens behind it keeps sick tasks in service."
# custom:
#   severity: low
#   applies_to: target_groups
#   requirement: service.health_check_path
#   section: Deployment
#   remediation: "Set `path` in `health_check` of the `aws_lb_target_group`."
package archcheck.availability.health_check_path

import data.archcheck.lib.check

verdicts contains check.meets(target_group, "health_check_path", target_group.asked.health_check_path) if some target_group in input.target_groups
