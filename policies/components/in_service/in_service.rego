# METADATA
# scope: package
# title: "Each component is in service"
# description: "A database that is stopped, a service that drains, or a function that AWS gave up has all that was asked of it and serves nobody. Before apply there is no state to look at."
# custom:
#   severity: high
#   applies_to: components
#   requirement: component
#   section: High level
#   kinds: [load_balancer, service, instances, function, database, cache, proxy, file_system, endpoint, table]
#   remediation: "Start it again, or take it out of the documented architecture: an `aws_rds_instance_state` or `aws_ec2_instance_state` with `state = \"stopped\"` stops it anew."
package archcheck.components.in_service

import data.archcheck.lib.check

verdicts contains judged(component) if some component in input.components

# What a plan makes, or shows no state of, is in none.
judged(component) := check.beside_it(component, "no_state", "there is no state to look at yet") if {
	component.state == ""
} else := stated(component, check.meets(component, "in_service", true))

# stated says in AWS's word what state it is in instead.
stated(component, verdict) := object.union(verdict, {"found": component.state}) if {
	verdict.status == "fail"
} else := verdict
