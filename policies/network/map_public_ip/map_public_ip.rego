# METADATA
# scope: package
# title: "Subnets hand out public addresses only where that is documented"
# description: "What starts in a subnet gets a public address by default, or does not."
# custom:
#   severity: medium
#   applies_to: subnets
#   requirement: tier.map_public_ip
#   section: High level
#   remediation: "Set `map_public_ip_on_launch` on the `aws_subnet` as documented."
#   aliases: {nat: network/private-subnets-map-no-public-ip}
package archcheck.network.map_public_ip

import data.archcheck.lib.check

verdicts contains check.meets(subnet, "map_public_ip_on_launch", subnet.asked.map_public_ip) if some subnet in input.subnets
