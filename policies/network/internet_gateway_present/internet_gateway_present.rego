# METADATA
# scope: package
# title: "The VPC has an internet gateway"
# description: "Without an attached internet gateway nobody reaches the load balancer and NAT gateways lead nowhere."
# custom:
#   severity: high
#   applies_to: stacks
#   requirement: network.public_route_to_internet
#   section: Network
#   remediation: "Add an `aws_internet_gateway` with the `vpc_id` of the VPC."
package archcheck.network.internet_gateway_present

import data.archcheck.lib.check

verdicts contains check.has_items(stack, "internet_gateways", check.required(input.document.network.public_route_to_internet)) if some stack in input.stacks
