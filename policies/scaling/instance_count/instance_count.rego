# METADATA
# scope: package
# title: "An Auto Scaling group keeps as many instances as documented"
# description: "Fewer do not bear the load, more cost more than documented."
# custom:
#   severity: medium
#   applies_to: instance_groups
#   requirement: instances.count
#   section: Scalability limits
#   remediation: "Set `min_size` and `max_size` of the `aws_autoscaling_group` to the documented numbers."
package archcheck.scaling.instance_count

import data.archcheck.lib.check

verdicts contains verdict if {
	some group in input.instance_groups
	some verdict in [lowest(group), highest(group)]
}

# An instance by itself is counted with the others: components/present and components/undocumented.
lowest(group) := alone(group) if {
	group.autoscaling == false
} else := check.meets(group, "min_size", check.at_least_asked(check.least(group.asked.count)))

highest(group) := alone(group) if {
	group.autoscaling == false
} else := check.at_most(group, "max_size", check.most(group.asked.count))

alone(group) := check.not_applicable(group) if {
	group.asked.count == null
} else := check.beside_it(group, "counted", "an instance by itself is counted with the others")
