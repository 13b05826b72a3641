# METADATA
# scope: package
# title: "All volumes of instances are encrypted"
# description: "A snapshot or a volume that is not encrypted can be read by whoever gets hold of it."
# custom:
#   severity: high
#   applies_to: instance_groups
#   requirement: instances.encrypted
#   section: Security layers
#   remediation: "Set `encrypted = true` on `root_block_device` and every `ebs_block_device`."
package archcheck.encryption.volumes_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(group, "volumes_encrypted", group.asked.encrypted) if some group in input.instance_groups
