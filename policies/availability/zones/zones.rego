# METADATA
# scope: package
# title: "Each component spans the documented zones"
# description: "The loss of one availability zone must leave it running, or able to start, in another."
# custom:
#   severity: high
#   applies_to: components
#   requirement: vpc.zones
#   section: High availability
#   remediation: "List one subnet of each zone: `subnets` of an `aws_lb`, `network_configuration.subnets` of an `aws_ecs_service`, `subnet_ids` of the `aws_db_subnet_group`."
#   kinds: [load_balancer, service, instances, function, database, cache, proxy, file_system, endpoint]
#   aliases: {load_balancer: availability/load-balancer-zones, service: availability/service-zones, database: availability/database-zones}
package archcheck.availability.zones

import data.archcheck.lib.check

verdicts contains check.of_primary(component, check.counts(component, "zones", asked(component, input.document.vpc.zones))) if {
	some component in input.components
}

# asked: what stands in no zone, as a function outside of a VPC, and one node of a cache cannot span any; fewer
# instances than zones cannot be in all of them.
asked(component, zones) := null if {
	too_few(component, zones)
} else := zones

too_few(component, _) if component.zonal == false

too_few(component, zones) if {
	component.spread == false
	most := check.most(component.asked.count)
	is_number(most)
	most < check.least(zones)
}
