# METADATA
# scope: package
# title: "A rule moves or deletes what is old in a bucket"
# description: "What nobody deletes is paid for every month."
# custom:
#   severity: low
#   applies_to: buckets
#   requirement: bucket.lifecycle
#   section: Cost
#   remediation: "Add an `aws_s3_bucket_lifecycle_configuration` with a rule that is enabled."
package archcheck.cost.bucket_lifecycle

import data.archcheck.lib.check

verdicts contains check.meets(bucket, "lifecycle", bucket.asked.lifecycle) if some bucket in input.buckets
