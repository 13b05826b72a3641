# METADATA
# scope: package
# title: "Container insights are on"
# description: "They show the utilisation of each task."
# custom:
#   severity: low
#   applies_to: clusters
#   requirement: service.container_insights
#   section: Monitoring
#   remediation: "Add `setting { name = \"containerInsights\" value = \"enabled\" }` to the `aws_ecs_cluster`."
package archcheck.monitoring.container_insights

import data.archcheck.lib.check

verdicts contains check.meets(cluster, "container_insights", asked(cluster.asked.container_insights)) if some cluster in input.clusters

asked(insights) := {"one_of": ["enabled", "enhanced"]} if {
	insights == true
} else := "disabled" if {
	insights == false
} else := null
