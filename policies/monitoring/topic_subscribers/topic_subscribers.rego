# METADATA
# scope: package
# title: "The topic has a subscriber"
# description: "A message to nobody is no notification. An unconfirmed e-mail address is nobody."
# custom:
#   severity: medium
#   applies_to: topics
#   requirement: monitoring.topic_subscribers
#   section: Monitoring
#   remediation: "Add an `aws_sns_topic_subscription` to the topic, and confirm it."
package archcheck.monitoring.topic_subscribers

import data.archcheck.lib.check

verdicts contains check.noting(check.has_items(topic, "subscribers", check.required(input.document.monitoring.topic_subscribers)), object.get(topic, "subscribers", []), object.get(topic, "topic_notes", [])) if some topic in input.topics
