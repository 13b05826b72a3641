# METADATA
# scope: package
# title: "What nobody could work on goes to another queue"
# description: "Without one, a message that always fails comes back until it is too old, and is gone."
# custom:
#   severity: medium
#   applies_to: queues
#   requirement: queue.dead_letter_queue
#   section: High availability
#   remediation: "Set `redrive_policy` of the `aws_sqs_queue` to a queue for dead letters."
package archcheck.delivery.dead_letter_queue

import data.archcheck.lib.check

verdicts contains check.proven(check.is_set(queue, "dead_letters_to", queue.asked.dead_letter_queue), queue.redrive_notes) if {
	some queue in input.queues
}
