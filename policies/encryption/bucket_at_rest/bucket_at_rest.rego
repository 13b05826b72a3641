# METADATA
# scope: package
# title: "Objects are encrypted at rest"
# description: "S3 encrypts everything new; a key of your own is a matter of key_rotation."
# custom:
#   severity: high
#   applies_to: buckets
#   requirement: bucket.encrypted
#   section: Security layers
#   remediation: "Add an `aws_s3_bucket_server_side_encryption_configuration`."
package archcheck.encryption.bucket_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(bucket, "encrypted", bucket.asked.encrypted) if some bucket in input.buckets
