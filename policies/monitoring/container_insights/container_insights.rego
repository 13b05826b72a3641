# METADATA
# scope: package
# title: "Container insights are on"
# description: "They show the utilisation of each task."
# custom:
#   severity: low
#   applies_to: clusters
#   requirement: monitoring.container_insights
#   section: Monitoring
#   remediation: "Add `setting { name = \"containerInsights\" value = \"enabled\" }` to the `aws_ecs_cluster`."
package archcheck.monitoring.container_insights

import data.archcheck.lib.check

verdicts contains check.one_of(cluster, "container_insights", asked(input.document.monitoring.container_insights)) if some cluster in input.clusters

asked(insights) := ["enabled", "enhanced"] if {
	insights == true
} else := null
