package markdown_test

import "testing"

// TestOfSomethingElse: what is said of something that is no component, in passing, of one of several forms or in a
// command is not asked of the only component that could be meant.
func TestOfSomethingElse(t *testing.T) {
	eachSays(t, map[string]string{
		"The join command is stored in SSM Parameter Store (encrypted with KMS).":       "not understood",
		"The ECR repository is encrypted at rest.":                                      "not understood",
		"The SNS topic is encrypted with KMS.":                                          "not understood",
		"EBS volumes are encrypted at rest.":                                            "not understood",
		"The database and its snapshots are encrypted at rest.":                         "in part database.encrypted=true",
		"Encryption at rest: RDS uses KMS encryption.":                                  "enforced database.encrypted=true",
		"RDS encryption at rest:":                                                       "understood",
		"Automated daily backups with configurable retention (default 7 days, max 35).": "ambiguous",
		"RDS is down: force Multi-AZ failover with a script.":                           "understood",
		"CloudWatch alarms for monitoring.":                                             "ambiguous",
		"CloudWatch alarms for the database.":                                           "enforced database.alarm=true",
		"DoS: WAF rate limits, autoscaling.":                                            "not understood",
		"The load balancer has a WAF.":                                                  "enforced load_balancer.web_acl=true",
		"WAF protects the application.":                                                 "enforced load_balancer.web_acl=true",
		"Ingress/WAF misrule: mitigate with staged rollout and canary.":                 "not understood",
		"Monthly audit of access logs.":                                                 "ambiguous",
		"Review: `terraform plan -var alarm_email=you@example.com`":                     "",
		"Log retention: `aws logs put-retention-policy --retention-in-days 7`":          "",
		"### Single-AZ mode\n\n- Single NAT gateway":                                    "ambiguous",
		"### Option B\n\n- RDS is Multi-AZ":                                             "ambiguous",
		"The database class is `db.t4g.small`.":                                         "enforced database.instance_class=db.t4g.small",
	})
}
