# METADATA
# scope: package
# title: "Messages of queues are encrypted at rest"
# description: "SQS encrypts with a key of its own unless that is switched off."
# custom:
#   severity: high
#   applies_to: queues
#   requirement: queue.encrypted
#   section: Security layers
#   remediation: "Set `sqs_managed_sse_enabled = true` or `kms_master_key_id` on the `aws_sqs_queue`."
package archcheck.encryption.queue_at_rest

import data.archcheck.lib.check

verdicts contains check.meets(queue, "encrypted", queue.asked.encrypted) if some queue in input.queues
