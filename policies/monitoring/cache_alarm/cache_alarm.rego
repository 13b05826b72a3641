# METADATA
# scope: package
# title: "An alarm watches the cache"
# description: "Alarms whose only actions are scaling policies do not count: nobody hears them."
# custom:
#   severity: medium
#   applies_to: caches
#   requirement: monitoring.cache_alarm
#   section: Monitoring
#   remediation: "Add an `aws_cloudwatch_metric_alarm` with the dimensions `ReplicationGroupId` or `CacheClusterId` of the cache."
package archcheck.monitoring.cache_alarm

import data.archcheck.lib.check

verdicts contains check.noting(check.has_items(cache, "alarms", check.required(input.document.monitoring.cache_alarm)), object.get(cache, "alarms", []), object.get(cache, "alarm_notes", [])) if some cache in input.caches
