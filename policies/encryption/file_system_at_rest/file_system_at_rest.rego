# METADATA
# scope: package
# title: "File systems are encrypted at rest"
# description: "A file system that was made without encryption cannot be given any."
# custom:
#   severity: high
#   applies_to: file_systems
#   requirement: file_system.encrypted
#   section: Security layers
#   remediation: "Set `encrypted = true` on the `aws_efs_file_system`."
package archcheck.encryption.file_system_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(file_system, "encrypted", file_system.asked.encrypted) if some file_system in input.file_systems
