# METADATA
# scope: package
# title: "Tasks run an image from an ECR repository"
# description: "The repository is where tags are immutable and images are scanned."
# custom:
#   severity: medium
#   applies_to: stacks
#   requirement: service.image_from_ecr
#   section: High level
#   remediation: "Add an `aws_ecr_repository` and use its `repository_url` in the container definition."
package archcheck.delivery.repository_present

import data.archcheck.lib.check

verdicts contains check.exists(stack, "repositories", input.document.image_from_ecr) if some stack in input.stacks
