# METADATA
# scope: package
# title: "Targets are health-checked"
# description: "Without a health check the load balancer sends users to tasks that do not answer."
# custom:
#   severity: high
#   applies_to: target_groups
#   requirement: service.health_checks
#   section: Deployment
#   remediation: "Set `health_check { enabled = true }` with a `path` on the `aws_lb_target_group`."
package archcheck.availability.target_health_check

import data.archcheck.lib.check

verdicts contains explained(target_group, check.meets(target_group, "health_check", target_group.asked.health_checks)) if {
	some target_group in input.target_groups
}

explained(target_group, verdict) := object.union(verdict, {"evidence": target_group.check_fails}) if {
	verdict.status == "fail"
	count(target_group.check_fails) > 0
} else := verdict
