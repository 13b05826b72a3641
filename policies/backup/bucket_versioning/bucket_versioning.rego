# METADATA
# scope: package
# title: "Buckets keep what is overwritten or deleted"
# description: "Without versions a mistake or an attacker deletes for good."
# custom:
#   severity: high
#   applies_to: buckets
#   requirement: bucket.versioning
#   section: Disaster recovery
#   remediation: "Add an `aws_s3_bucket_versioning` with `status = \"Enabled\"`."
package archcheck.backup.bucket_versioning

import data.archcheck.lib.check

verdicts contains check.meets(bucket, "versioning", bucket.asked.versioning) if some bucket in input.buckets
