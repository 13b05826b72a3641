# METADATA
# scope: package
# title: "The certificate covers the name of the alias record"
# description: "A browser refuses a certificate made for another name."
# custom:
#   severity: high
#   applies_to: load_balancers
#   requirement: load_balancer.certificate_covers_name
#   section: High level
#   remediation: "Add the name to `domain_name` or `subject_alternative_names` of the `aws_acm_certificate`."
package archcheck.edge.certificate_covers_name

import data.archcheck.lib.check

verdicts contains check.none(load_balancer, "uncovered_names", load_balancer.asked.certificate_covers_name) if some load_balancer in input.load_balancers
