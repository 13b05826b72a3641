# METADATA
# scope: package
# title: "No container runs a foreign image"
# description: "Images of other registries are neither scanned nor immutable here, and may vanish."
# custom:
#   severity: medium
#   applies_to: task_definitions
#   requirement: service.image_from_ecr
#   section: High level
#   remediation: "Push the image to the `aws_ecr_repository` and use its `repository_url`."
package archcheck.delivery.images_from_repository

import data.archcheck.lib.check

verdicts contains check.none(task_definition, "foreign_images", task_definition.asked.image_from_ecr) if some task_definition in input.task_definitions
