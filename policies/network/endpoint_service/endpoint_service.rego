# METADATA
# scope: package
# title: "Each endpoint leads to the documented service"
# description: "An endpoint is a way out of the VPC that no NAT gateway sees."
# custom:
#   severity: medium
#   applies_to: vpc_endpoints
#   requirement: endpoint.service
#   section: Network
#   remediation: "Set `service_name` of the `aws_vpc_endpoint` to the documented service."
package archcheck.network.endpoint_service

import data.archcheck.lib.check

verdicts contains check.meets(endpoint, "service", endpoint.asked.service) if some endpoint in input.vpc_endpoints
