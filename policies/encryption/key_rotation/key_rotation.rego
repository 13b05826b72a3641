# METADATA
# scope: package
# title: "Customer managed keys rotate"
# description: "Keys that encrypt database and cache get new material from time to time. KMS rotates no key that is disabled or about to be deleted."
# custom:
#   severity: medium
#   applies_to: keys
#   requirement: component.key_rotation
#   section: Security layers
#   remediation: "Set `enable_key_rotation = true` on the `aws_kms_key`, and enable it."
package archcheck.encryption.key_rotation

import data.archcheck.lib.check

verdicts contains check.meets(key, "rotates", key.asked.key_rotation) if some key in input.keys
