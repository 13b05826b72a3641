# METADATA
# scope: package
# title: "Components get to the queues, buckets and tables that they are documented to use"
# description: "What has no network interface is reached by a VPC endpoint of its service, or over the internet on 443."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Network
#   remediation: "Add an `aws_vpc_endpoint` of the service that the component reaches, or let the component out to the internet on 443."
package archcheck.network.way_to_services

import data.archcheck.lib.check

verdicts contains check.none(component, "cut_off", component.asked.regional_edges) if some component in input.components
