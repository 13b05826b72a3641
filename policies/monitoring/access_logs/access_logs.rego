# METADATA
# scope: package
# title: "The load balancer writes access logs"
# description: "They are the only record of who asked for what."
# custom:
#   severity: medium
#   applies_to: load_balancers
#   requirement: load_balancer.access_logs
#   section: Monitoring
#   remediation: "Add `access_logs { enabled = true }` with a bucket to the `aws_lb`."
package archcheck.monitoring.access_logs

import data.archcheck.lib.check

verdicts contains check.meets(load_balancer, "access_logs", load_balancer.asked.access_logs) if some load_balancer in input.load_balancers
