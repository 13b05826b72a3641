# METADATA
# scope: package
# title: "The certificate is issued"
# description: "A certificate that is pending, expired, revoked or failed breaks HTTPS for everybody. Judged once the certificate exists."
# custom:
#   severity: critical
#   applies_to: certificates
#   requirement: load_balancer.certificate_issued
#   section: High level
#   remediation: "Create the validation records of the `aws_acm_certificate` and wait for them with an `aws_acm_certificate_validation`."
package archcheck.encryption.certificate_issued

import data.archcheck.lib.check

verdicts contains check.meets(certificate, "status", asked(certificate.asked.certificate_issued)) if {
	some certificate in input.certificates
}

asked(issued) := "ISSUED" if {
	issued == true
} else := {"one_of": ["PENDING_VALIDATION", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"]} if {
	issued == false
} else := null
