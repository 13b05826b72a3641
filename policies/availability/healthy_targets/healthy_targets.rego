# METADATA
# scope: package
# title: "Targets pass the health check"
# description: "Where it runs, the load balancer finds enough targets that pass the health check. Before apply there are none to look at."
# custom:
#   severity: high
#   applies_to: serving_target_groups
#   requirement: service.healthy_targets
#   section: High availability
#   remediation: "Look at the events of the `aws_ecs_service` and the `health_check` of the `aws_lb_target_group`."
package archcheck.availability.healthy_targets

import data.archcheck.lib.check

verdicts contains check.meets(target_group, "healthy_targets", target_group.asked.healthy_targets) if some target_group in input.serving_target_groups
