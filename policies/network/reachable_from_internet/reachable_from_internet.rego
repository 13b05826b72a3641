# METADATA
# scope: package
# title: "The internet reaches a component that is documented to be open to it"
# description: "An edge from the internet needs a way: a public address or a load balancer that has one, a route from an internet gateway, and security groups that let it through. What network ACLs do is asked by a rule of its own."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Network
#   remediation: "Make the load balancer internet-facing, in subnets that an internet gateway leads to, or take the edge from the internet out of the document."
#   kinds: [load_balancer, service, instances, database]
package archcheck.network.reachable_from_internet

import data.archcheck.lib.check

verdicts contains check.proven(
	check.meets(component, "open_to_internet", component.asked.open_to_internet),
	component.internet_way,
) if some component in input.components
