# METADATA
# scope: package
# title: "The policy of an endpoint lets in as many as documented"
# description: "The default policy lets everybody in the VPC do everything with everything, also in other accounts."
# custom:
#   severity: medium
#   applies_to: vpc_endpoints
#   requirement: endpoint.full_access
#   section: Security layers
#   remediation: "Give the `aws_vpc_endpoint` a `policy` that names principals, actions or resources."
package archcheck.network.endpoint_policy

import data.archcheck.lib.check

verdicts contains check.meets(endpoint, "full_access", endpoint.asked.full_access) if some endpoint in input.vpc_endpoints
