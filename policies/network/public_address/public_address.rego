# METADATA
# scope: package
# title: "Only what the document says is public has a public address"
# description: "A public address lets a component be reached, and leave, past load balancer and NAT."
# custom:
#   severity: high
#   applies_to: components
#   requirement: component.public_ip
#   section: High level
#   remediation: "Set `assign_public_ip = false` in `network_configuration` of the `aws_ecs_service`, or `publicly_accessible = false` on the `aws_db_instance` or `aws_rds_cluster_instance`."
#   severities: {database: critical}
#   aliases: {service: network/tasks-without-public-ip, database: network/database-not-public}
package archcheck.network.public_address

import data.archcheck.lib.check

verdicts contains check.proven(check.meets(component, "public_address", component.asked.public_ip), component.internet_path) if {
	some component in input.components
}
