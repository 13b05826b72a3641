# METADATA
# scope: package
# title: "The certificate does not expire soon"
# description: "ACM renews certificates that are validated by DNS 60 days before they expire. One that comes near its end is not being renewed. Judged once the certificate exists."
# custom:
#   severity: high
#   applies_to: certificates
#   requirement: load_balancer.certificate_days
#   section: High level
#   remediation: "Keep the validation records of the `aws_acm_certificate` in place so that ACM can renew it; import an own certificate again before it ends."
package archcheck.encryption.certificate_expiry

import data.archcheck.lib.check

verdicts contains check.meets(certificate, "expires_in_days", certificate.asked.certificate_days) if some certificate in input.certificates
