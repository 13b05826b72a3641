# METADATA
# scope: package
# title: "Queues keep messages as long as documented"
# description: "What is not worked on until then is gone."
# custom:
#   severity: medium
#   applies_to: queues
#   requirement: queue.retention_days
#   section: Disaster recovery
#   remediation: "Set `message_retention_seconds` of the `aws_sqs_queue`; a day has 86400."
package archcheck.backup.queue_retention_days

import data.archcheck.lib.check

verdicts contains check.meets(queue, "retention_days", queue.asked.retention_days) if some queue in input.queues
