# METADATA
# scope: package
# title: "The load balancer writes access logs"
# description: "They are the only record of who asked for what."
# custom:
#   severity: medium
#   applies_to: load_balancers
#   requirement: load_balancer.access_logs
#   section: Monitoring
#   remediation: "Add `access_logs { enabled = true }` to the `aws_lb`, with a bucket of its region that encrypts with keys of S3 and whose `aws_s3_bucket_policy` lets the load balancer write."
package archcheck.monitoring.access_logs

import data.archcheck.lib.check

verdicts contains explained(load_balancer, check.meets(load_balancer, "access_logs", load_balancer.asked.access_logs)) if some load_balancer in input.load_balancers

# explained says of logs that are switched on why they do not arrive.
explained(load_balancer, verdict) := object.union(verdict, {"found": concat("; ", load_balancer.log_notes)}) if {
	verdict.status == "fail"
	count(load_balancer.log_notes) > 0
} else := verdict
