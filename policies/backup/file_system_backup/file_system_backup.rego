# METADATA
# scope: package
# title: "AWS Backup makes backups of file systems"
# description: "What is deleted or overwritten by mistake is gone without them."
# custom:
#   severity: high
#   applies_to: file_systems
#   requirement: file_system.backup
#   section: Disaster recovery
#   remediation: "Add an `aws_efs_backup_policy` with `status = \"ENABLED\"`, or name it in an `aws_backup_selection`."
package archcheck.backup.file_system_backup

import data.archcheck.lib.check

verdicts contains check.meets(file_system, "backups", file_system.asked.backup) if some file_system in input.file_systems
