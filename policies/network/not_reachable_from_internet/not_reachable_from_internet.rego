# METADATA
# scope: package
# title: "The internet does not reach a component that is not open to it"
# description: "Routes, security groups, network ACLs and public addresses together decide whether a connection from the internet gets there. What is open to the internet is documented as an edge from it."
# custom:
#   severity: critical
#   applies_to: components
#   requirement: edges
#   section: Network
#   remediation: "Take the component out of public subnets, or close the security-group rule or route that the path names."
#   kinds: [service, instances, function, database, proxy, file_system, other]
#   aliases: {service: network/application-not-reachable-from-internet, database: network/database-not-reachable-from-internet}
package archcheck.network.not_reachable_from_internet

import data.archcheck.lib.check

verdicts contains check.proven(
	check.meets(component, "internet_reachable", component.asked.internet_reachable),
	component.internet_path,
) if some component in input.components
