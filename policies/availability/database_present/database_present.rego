# METADATA
# scope: package
# title: "The stack has its database"
# description: "The database is part of the documented architecture. A stack without one is not what was documented, whatever else is right."
# custom:
#   severity: critical
#   applies_to: stacks
#   requirement: edges
#   section: High level
#   remediation: "Add an `aws_db_instance` or `aws_rds_cluster` in the subnets of the stack."
package archcheck.availability.database_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "databases", input.document.components.database) if some stack in input.stacks
