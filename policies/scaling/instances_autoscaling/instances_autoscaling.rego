# METADATA
# scope: package
# title: "Instances are started and ended by an Auto Scaling group as documented"
# description: "A group replaces what fails; an instance by itself does not."
# custom:
#   severity: high
#   applies_to: instance_groups
#   requirement: instances.autoscaling
#   section: Auto scaling
#   remediation: "Start the instances by an `aws_autoscaling_group` with a launch template, or document them as single ones."
package archcheck.scaling.instances_autoscaling

import data.archcheck.lib.check

verdicts contains check.meets(group, "scales", group.asked.autoscaling) if some group in input.instance_groups
