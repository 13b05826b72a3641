# METADATA
# scope: package
# title: "Private subnets hand out no public addresses"
# description: "What starts in a private subnet must not get a public address by default."
# custom:
#   severity: medium
#   applies_to: private_subnets
#   requirement: service.public_ip
#   section: High level
#   remediation: "Set `map_public_ip_on_launch = false` on the `aws_subnet`."
package archcheck.network.private_subnets_map_no_public_ip

import data.archcheck.lib.check

verdicts contains check.is_false(subnet, "map_public_ip_on_launch", input.document.service.public_ip) if some subnet in input.private_subnets
