# METADATA
# scope: package
# title: "The metadata service answers only with a session token"
# description: "Without a token, whoever makes the instance fetch a URL reads the credentials of its role."
# custom:
#   severity: high
#   applies_to: instance_groups
#   requirement: instances.imds_v2
#   section: Security layers
#   remediation: "Set `metadata_options.http_tokens = \"required\"` on the `aws_instance` or `aws_launch_template`."
package archcheck.identity.imds_v2

import data.archcheck.lib.check

verdicts contains check.meets(group, "imds_v2", group.asked.imds_v2) if some group in input.instance_groups
