package markdown_test

import (
	"slices"
	"testing"
)

// TestInventory: a table with a row for each component says in which subnets it is, how many there are, and what stands
// beside it is said of it.
func TestInventory(t *testing.T) {
	const head = "| Component | Subnet | Count | Notes |\n|---|---|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		head + "| ALB | public | 1 | internet-facing |":                               "enforced load_balancer.tier load_balancer.scheme=internet-facing",
		head + "| ALB | private | 1 | |":                                              "contradiction load_balancer.tier",
		head + "| ALB | public | 2 | |":                                               "enforced load_balancer.tier load_balancer.count",
		head + "| ECS Fargate | private | 3 | scales between 3 and 12 |":              "enforced application.tier application.tasks between 3,12",
		head + "| ECS Fargate | private | 4 | scales between 3 and 12 |":              "in part application.tier application.tasks between 3,12",
		head + "| ECS Fargate | private | 1 | |":                                      "enforced application.tier",
		head + "| ECS Fargate | private | 1 task | |":                                 "enforced application.tier application.tasks=1",
		head + "| ECS Fargate | private | 2-6 | |":                                    "enforced application.tier application.tasks between 2,6",
		head + "| ECS Fargate | private | some | |":                                   "enforced application.tier",
		head + "| ECS services | private | 3 | |":                                     "in part application.tier",
		head + "| RDS | isolated | 1 | Multi-AZ, 14 days of backups |":                "enforced database.tier database.multi_az=true database.backup_retention_days>=14",
		head + "| RDS | isolated | 2 | |":                                             "in part database.tier",
		head + "| Redis | isolated | 2 | encrypted in transit |":                      "enforced cache.tier cache.nodes=2 cache.encrypted_in_transit=true",
		head + "| Redis | somewhere | 2 | |":                                          "in part cache.nodes=2",
		head + "| Redis | public or private subnets | 1 | |":                          "ambiguous",
		head + "| Redis | isolated (planned) | 2 | |":                                 "understood",
		head + "| Kafka | private | 3 | |":                                            "not understood",
		"| Component | Layer | Quantity |\n|---|---|---|\n| ECS Fargate | Data | 3 |": "enforced application.tasks=3",
		head + "| NAT gateway | public | 2 | one per zone |":                          "enforced tiers.private.nat_gateways>=2 tiers.private.nat_per_zone=true",
		head + "| RDS | isolated | 1 | Multi-AZ, db.t4g.small |":                      "enforced database.tier database.multi_az=true database.instance_class=db.t4g.small",
		"| Severity | Count |\n|---|---|\n| High | 3 |":                               "",
		"| Component | Count |\n|---|---|\n| ECS Fargate | 3 (prod) |":                "ambiguous",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestScalesTo: how many there are is asked where a text says from where to where they scale, and of what.
func TestScalesTo(t *testing.T) {
	eachSays(t, map[string]string{
		"The service scales between 3 and 12.":                       "enforced application.tasks between 3,12",
		"The service scales from 3 to 12 on CPU.":                    "enforced application.tasks between 3,12",
		"The service runs at least 2 tasks each and scales to 10.":   "enforced application.tasks between 2,10",
		"The service runs at least 2 tasks and can scale out to 10.": "enforced application.tasks between 2,10",
		"The service scales to 10 under load.":                       "enforced application.tasks between 0,10",
		"The service scales to 3 availability zones.":                "not understood",
		"The service scales to 5000 users.":                          "not understood",
		"The service scales to zero at night.":                       "not understood",
		"The service runs 2 tasks of 4 GB and scales to 10.":         "in part",
		"Each availability zone has its own NAT gateway.":            "enforced tiers.private.nat_per_zone=true",
		"Every AZ has its own NAT gateway.":                          "enforced tiers.private.nat_per_zone=true",
		"A NAT gateway runs in every availability zone.":             "enforced tiers.private.nat_per_zone=true",
		"Each AZ shares one NAT gateway with the others.":            "not understood",
		"Not every availability zone has its own NAT gateway.":       "not understood",
		"Each availability zone could have its own NAT gateway.":     "ambiguous",
		"RDS keeps 14 days of backups.":                              "enforced database.backup_retention_days>=14",
	})
}

// TestComponentsInATable: where no diagram shows a component, a table that lists them with what they are does.
func TestComponentsInATable(t *testing.T) {
	const head = "# Orders\n\n| Component | Type | Subnet |\n|---|---|---|\n"
	for text, want := range map[string][]string{
		head + "| Orders API | ECS Fargate | private |\n| Orders DB | RDS MySQL | isolated |\n": {
			"component application service private", "application.launch_type = [FARGATE]",
			"component database database isolated", "database.engine = [mysql]",
			"tier private []", "private.way_out one of [nat none]", "tier isolated []", "isolated.way_out = [none]",
		},
		head + "| Load balancer logs | S3 bucket | - |\n":   {"error"},
		head + "| Load balancer images | S3 bucket | - |\n": {"component bucket bucket"},
		"# Stack\n\n| Layer | Technology |\n|---|---|\n| Compute | ECS Fargate |\n| Cache | ElastiCache Redis |\n| CI | GitHub Actions |\n": {
			"component application service", "application.launch_type = [FARGATE]", "component cache cache", "cache.engine = [redis]",
		},
		"# Stack\n\n## Alternatives considered\n\n| Component | Type |\n|---|---|\n| API | ECS Fargate |\n": {"error"},
		"# Stack\n\n| Setting | Type |\n|---|---|\n| API | ECS Fargate |\n":                                 {"error"},
		"# Stack\n\n| Service | Monthly cost |\n|---|---|\n| RDS MySQL | $5 |\n":                            {"error"},
		"# Stack\n\n| Component | Type |\n|---|---|\n| API | ECS Fargate (planned) |\n":                     {"error"},
	} {
		got := summary(t, "orders.md", []byte(text))
		for i, line := range got {
			if line[:5] == "error" {
				got[i] = "error"
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q\n  got  %q\n  want %q", text, got, want)
		}
	}
}
