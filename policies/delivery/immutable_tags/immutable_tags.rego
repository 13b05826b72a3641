# METADATA
# scope: package
# title: "Image tags are immutable"
# description: "A tag that moves makes a rollback start something else."
# custom:
#   severity: medium
#   applies_to: repositories
#   requirement: service.immutable_tags
#   section: Deployment
#   remediation: "Set `image_tag_mutability = \"IMMUTABLE\"` on the `aws_ecr_repository`."
package archcheck.delivery.immutable_tags

import data.archcheck.lib.check

verdicts contains check.meets(repository, "tag_mutability", asked(repository.asked.immutable_tags)) if {
	some repository in input.repositories
}

asked(immutable) := "IMMUTABLE" if {
	immutable == true
} else := {"one_of": ["MUTABLE", "MUTABLE_WITH_EXCLUSION"]} if {
	immutable == false
} else := null
