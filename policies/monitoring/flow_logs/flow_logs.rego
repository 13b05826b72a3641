# METADATA
# scope: package
# title: "VPC flow logs record all traffic"
# description: "Checked only where the document asks for flow logs. A log of each of its subnets does as well. One that AWS cannot deliver does not count."
# custom:
#   severity: low
#   applies_to: vpcs
#   requirement: vpc.flow_logs
#   section: Monitoring
#   remediation: "Add an `aws_flow_log` with the `vpc_id` and `traffic_type = \"ALL\"`."
package archcheck.monitoring.flow_logs

import data.archcheck.lib.check

verdicts contains check.exists(vpc, "flow_logs", input.document.vpc.flow_logs) if some vpc in input.vpcs
