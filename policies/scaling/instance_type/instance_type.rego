# METADATA
# scope: package
# title: "Instances have the documented type"
# description: "A smaller one does not bear the load, a larger one costs more than documented."
# custom:
#   severity: low
#   applies_to: instance_groups
#   requirement: instances.instance_type
#   section: Scalability limits
#   remediation: "Set `instance_type` of the `aws_instance` or of the `aws_launch_template`."
package archcheck.scaling.instance_type

import data.archcheck.lib.check

verdicts contains check.meets(group, "instance_type", group.asked.instance_type) if some group in input.instance_groups
