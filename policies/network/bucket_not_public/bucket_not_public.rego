# METADATA
# scope: package
# title: "Nobody but those who are named gets into a bucket"
# description: "A policy or a grant for everybody, which nothing blocks, shows its objects to the internet."
# custom:
#   severity: critical
#   applies_to: buckets
#   requirement: bucket.public
#   section: Network
#   remediation: "Add an `aws_s3_bucket_public_access_block` with all four settings on, and name the principals in the policy."
package archcheck.network.bucket_not_public

import data.archcheck.lib.check

verdicts contains check.meets(bucket, "public", bucket.asked.public) if some bucket in input.buckets
