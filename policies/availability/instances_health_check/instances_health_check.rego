# METADATA
# scope: package
# title: "The group replaces instances that the load balancer finds sick"
# description: "With checks of EC2 alone, an instance whose application is dead stays."
# custom:
#   severity: high
#   applies_to: instance_groups
#   requirement: instances.health_checks
#   section: High availability
#   remediation: "Set `health_check_type = \"ELB\"` on the `aws_autoscaling_group`."
package archcheck.availability.instances_health_check

import data.archcheck.lib.check

verdicts contains check.meets(group, "health_check_type", asked(group.asked.health_checks)) if some group in input.instance_groups

asked(checks) := {"one_of": ["ELB", "VPC_LATTICE"]} if {
	checks == true
} else := {"one_of": ["EC2", ""]} if {
	checks == false
} else := null
