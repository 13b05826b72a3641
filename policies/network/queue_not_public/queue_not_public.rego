# METADATA
# scope: package
# title: "Nobody but those who are named can use a queue"
# description: "A policy for everybody lets strangers read, write and empty it."
# custom:
#   severity: critical
#   applies_to: queues
#   requirement: queue.public
#   section: Network
#   remediation: "Name the principals in the `aws_sqs_queue_policy`, or restrict it by a condition."
package archcheck.network.queue_not_public

import data.archcheck.lib.check

verdicts contains check.meets(queue, "public", queue.asked.public) if some queue in input.queues
