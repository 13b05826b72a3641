# METADATA
# scope: package
# title: "Images are scanned when they are pushed"
# description: "Known vulnerabilities show before an image runs."
# custom:
#   severity: medium
#   applies_to: repositories
#   requirement: service.scan_on_push
#   section: Deployment
#   remediation: "Set `image_scanning_configuration { scan_on_push = true }` on the `aws_ecr_repository`."
package archcheck.delivery.scan_on_push

import data.archcheck.lib.check

verdicts contains check.meets(repository, "scan_on_push", repository.asked.scan_on_push) if some repository in input.repositories
