# METADATA
# scope: package
# title: "File systems refuse clients that do not come by TLS"
# description: "Files that cross the network in plain can be read on the way."
# custom:
#   severity: high
#   applies_to: file_systems
#   requirement: file_system.encrypted_in_transit
#   section: Security layers
#   remediation: "Deny `aws:SecureTransport = false` in an `aws_efs_file_system_policy`."
package archcheck.encryption.file_system_in_transit

import data.archcheck.lib.check

verdicts contains check.meets(file_system, "encrypted_in_transit", file_system.asked.encrypted_in_transit) if some file_system in input.file_systems
