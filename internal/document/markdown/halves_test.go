package markdown_test

import "testing"

// TestBothHalves: of a sentence that says two things each is asked, or it is said that nothing holds it.
func TestBothHalves(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		"The database is Multi-AZ and encrypted at rest.":                                        "enforced database.multi_az=true database.encrypted=true",
		"The database is encrypted at rest and keeps backups for 7 days.":                        "enforced database.backup_retention_days>=7 database.encrypted=true",
		"The database is Multi-AZ and has a read replica.":                                       "in part database.multi_az=true",
		"The database is Multi-AZ and is backed up to another region.":                           "in part database.multi_az=true",
		"The database is Multi-AZ and uses IAM authentication.":                                  "in part database.multi_az=true",
		"The database uses gp3 volumes and is Multi-AZ.":                                         "in part database.multi_az=true",
		"The database is encrypted at rest and in transit.":                                      "in part database.encrypted=true",
		"Backups are kept for 7 days and copied to another account.":                             "in part database.backup_retention_days>=7",
		"The service runs in two zones and scales from 2 to 10 tasks.":                           "in part application.tasks between 2,10",
		"RDS: db.t4g.medium, Multi-AZ, performance insights.":                                    "in part database.multi_az=true database.instance_class=db.t4g.medium",
		"| Setting | Value |\n|---|---|\n| RDS | Multi-AZ, read replica in another region |":     "in part database.multi_az=true",
		"| Component | Notes |\n|---|---|\n| RDS | Multi-AZ with a read replica |":               "in part database.multi_az=true",
		"| Setting | Value |\n|---|---|\n| Multi-AZ (RDS) | Yes, with a read replica |":          "in part database.multi_az=true",
		"The database is Multi-AZ and lives in the isolated subnets.":                            "enforced database.multi_az=true database.tier",
		"The service runs in the private subnets and the database in the isolated subnets.":      "enforced application.tier database.tier",
		"The database is Multi-AZ and must never be reachable from the internet.":                "enforced database.multi_az=true edges",
		"The database is Multi-AZ and never reachable from the internet.":                        "enforced database.multi_az=true edges",
		"The database is never reachable from the internet and is Multi-AZ.":                     "enforced database.multi_az=true edges",
		"The database is Multi-AZ and never reachable from the internet, except in emergencies.": "ambiguous",
		"If money allows, the database is Multi-AZ and never reachable from the internet.":       "ambiguous",
		"If money allows the database is Multi-AZ and is encrypted at rest.":                     "ambiguous",
		"The database is Multi-AZ and is not encrypted at rest.":                                 "ambiguous database.multi_az=true",
		"Deletion protection of the database is on and cannot be disabled.":                      "ambiguous",
		"The database is not reachable from the internet and the cache is not either.":           "ambiguous",
		// What each half is about.
		"There is one NAT gateway in each availability zone.":               "enforced tiers.private.nat_per_zone=true",
		"The VPC spans three availability zones.":                           "enforced vpc.zones>=3",
		"The cache is encrypted at rest and the database is Multi-AZ.":      "enforced database.multi_az=true cache.encrypted=true",
		"Encryption at rest is on for RDS and ElastiCache.":                 "enforced database.encrypted=true cache.encrypted=true",
		"The database is, like the cache, encrypted at rest.":               "enforced database.encrypted=true",
		"The load balancer in the public subnets forwards to the service.":  "enforced load_balancer.tier",
		"The load balancer forwards to the service in the private subnets.": "not understood",
		// Nothing is lost where a half says why, names something, or says the same once more.
		"The database is Multi-AZ because one zone can fail and backups must be quick.": "enforced database.multi_az=true",
		"The database is Multi-AZ, which is what the auditors want.":                    "enforced database.multi_az=true",
		"The database is Multi-AZ and stores the orders.":                               "enforced database.multi_az=true",
		"The database is Multi-AZ, with a standby in a second zone.":                    "enforced database.multi_az=true",
		"The database is encrypted at rest with KMS.":                                   "enforced database.encrypted=true",
		"The load balancer spreads requests and terminates TLS.":                        "enforced load_balancer.https_listener=true",
		"RDS PostgreSQL with Multi-AZ and deletion protection.":                         "enforced database.multi_az=true database.deletion_protection=true",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
