# METADATA
# scope: package
# title: "An alarm watches each component"
# description: "Alarms whose only actions are scaling policies do not count: nobody hears them."
# custom:
#   severity: medium
#   applies_to: components
#   requirement: component.alarm
#   section: Monitoring
#   remediation: "Add an `aws_cloudwatch_metric_alarm` whose dimensions are those of the component: `LoadBalancer`, `ClusterName` and `ServiceName`, `DBInstanceIdentifier`, `CacheClusterId`."
#   aliases: {load_balancer: monitoring/load-balancer-alarm, service: monitoring/service-alarm, database: monitoring/database-alarm, cache: monitoring/cache-alarm}
package archcheck.monitoring.alarm

import data.archcheck.lib.check

verdicts contains check.noting(
	check.of_primary(component, check.exists(component, "alarms", component.asked.alarm)),
	object.get(component, "alarms", []),
	object.get(component, "alarm_notes", []),
) if some component in input.components
