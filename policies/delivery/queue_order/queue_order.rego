# METADATA
# scope: package
# title: "Queues keep the order of messages where that is documented"
# description: "A standard queue may deliver out of order, and twice."
# custom:
#   severity: medium
#   applies_to: queues
#   requirement: queue.fifo
#   section: Data flow
#   remediation: "Set `fifo_queue = true` on the `aws_sqs_queue`, whose name then ends in `.fifo`."
package archcheck.delivery.queue_order

import data.archcheck.lib.check

verdicts contains check.meets(queue, "fifo", queue.asked.fifo) if some queue in input.queues
