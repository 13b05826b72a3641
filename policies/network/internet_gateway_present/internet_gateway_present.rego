# METADATA
# scope: package
# title: "The VPC has an internet gateway"
# description: "Without an attached internet gateway nobody reaches the load balancer and NAT gateways lead nowhere."
# custom:
#   severity: high
#   applies_to: stacks
#   requirement: vpc.internet_gateway
#   section: Network
#   remediation: "Add an `aws_internet_gateway` with the `vpc_id` of the VPC."
package archcheck.network.internet_gateway_present

import data.archcheck.lib.check

verdicts contains check.exists(stack, "internet_gateways", input.document.vpc.internet_gateway) if some stack in input.stacks
