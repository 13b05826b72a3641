# METADATA
# scope: package
# title: "A database or cache listens on the documented port"
# description: "The port that it listens on is that of a documented edge that leads to it; what is let through on another one reaches nobody."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Data flow
#   remediation: "Set `port` of the `aws_db_instance`, `aws_rds_cluster`, `aws_elasticache_replication_group` or `aws_elasticache_cluster` to the documented one."
#   kinds: [database, cache]
package archcheck.network.listening_port

import data.archcheck.lib.check

verdicts contains check.meets(component, "port", component.asked.port) if some component in input.components
