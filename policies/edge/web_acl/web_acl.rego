# METADATA
# scope: package
# title: "A web ACL protects the load balancer"
# description: "Checked only where the document asks for a WAF. One that only counts requests protects nothing."
# custom:
#   severity: medium
#   applies_to: load_balancers
#   requirement: load_balancer.web_acl
#   section: Security layers
#   remediation: "Add an `aws_wafv2_web_acl_association` with the `resource_arn` of the `aws_lb`, and give the web ACL a rule that blocks."
package archcheck.edge.web_acl

import data.archcheck.lib.check

verdicts contains check.proven(check.is_set(load_balancer, "protected_by", load_balancer.asked.web_acl), load_balancer.web_acl_notes) if {
	some load_balancer in input.load_balancers
}
