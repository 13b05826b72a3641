package markdown_test

import (
	"strings"
	"testing"
)

// TestNotOfWhatIsThere: what an alarm watches for, what a second site has, and what is to be one day is not asked of
// what is there.
func TestNotOfWhatIsThere(t *testing.T) {
	const retention = "| Log | Destination | Retention |\n|---|---|---|\n"
	const alarms = "| Alarm | Threshold | Action |\n|---|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		retention + "| RDS PostgreSQL logs | CloudWatch Logs | 14 days |":                                 "not understood",
		retention + "| Application logs | CloudWatch Logs | 30 days |":                                    "enforced application.log_retention_days=30",
		retention + "| RDS | Snapshots | 14 days |":                                                       "enforced database.backup_retention_days>=14",
		alarms + "| RDS free storage | < 10 GB | Email |":                                                 "not understood",
		alarms + "| ECS tasks | < 2 | Page |":                                                             "not understood",
		alarms + "| RDS storage | 90 GB | Email |":                                                        "not understood",
		"| Metric | Threshold |\n|---|---|\n| RDS storage | < 10 GB |":                                    "not understood",
		"| Setting | Value |\n|---|---|\n| RDS storage | 100 GB |":                                        "enforced database.storage_gib=100",
		"In the DR region we run a warm standby: 1 task, db.t4g.small.":                                   "not understood",
		"In our secondary region the service runs 1 task.":                                                "not understood",
		"At the recovery site RDS runs on db.t4g.small.":                                                  "not understood",
		"The service runs 2 tasks, in the DR region 1 task.":                                              "in part application.tasks=2",
		"In eu-central-1 the service runs 2 tasks.":                                                       "in part application.tasks=2",
		"In the target state RDS will be Multi-AZ.":                                                       "understood",
		"## Current\n\nRDS is Multi-AZ.\n\n## Target\n\nRDS keeps 35 days of backups.":                    "enforced,understood database.multi_az=true",
		"## As is\n\nRDS is Multi-AZ.\n\n## To be (2027)\n\nRDS keeps 35 days of backups.":                "enforced,understood database.multi_az=true",
		"## Target architecture\n\nRDS keeps 35 days of backups.":                                         "enforced database.backup_retention_days>=35",
		"| Service | Size | Monthly | Yearly |\n|---|---|---|---|\n| Fargate | 4 tasks | $140 | $1,680 |": "enforced cost.rows.application",
		"| Service | Size | Per month | Per year |\n|---|---|---|---|\n| Total | | $257 | $3,084 |":       "enforced cost.monthly_usd=257-257",
		"Cache: ElastiCache Redis, 2 nodes":                                                               "enforced cache.nodes=2",
		"Redis has two nodes (cache.t4g.small).":                                                          "enforced cache.nodes=2 cache.node_type=cache.t4g.small",
		"Database: RDS PostgreSQL, 7 days backups":                                                        "enforced database.backup_retention_days>=7",
		"Cache: ElastiCache Redis, 2 nodes, no encryption":                                                "in part cache.nodes=2",
		"App: ECS Fargate, private subnets, 2-6 tasks":                                                    "enforced application.tasks between 2,6 application.tier",
		"Database: RDS, isolated subnets, Multi-AZ":                                                       "enforced database.multi_az=true database.tier",
		"Database: RDS, not in the public subnets, Multi-AZ":                                              "ambiguous",
		"We use Multi-AZ for RDS, no exceptions.":                                                         "ambiguous",
		"RDS is Multi-AZ, not encrypted.":                                                                 "in part database.multi_az=true",
		"The budget is $550 per month.\n\nThe month costs $257.":                                          "enforced cost.monthly_usd=257-257 cost.monthly_usd=257-257",
		"The budget is $200 per month.\n\nThe month costs $257.":                                          "contradiction",
		"| Requirement | Minimum | Recommended |\n|---|---|---|\n| Storage | 20 GB | 50 GB |":             "not understood",
		"| Setting | Minimum | Maximum |\n|---|---|---|\n| RDS storage | 20 GB | 50 GB |":                 "enforced database.storage_gib between 20,50",
		"| Setting | Value |\n|---|---|\n| ECS tasks | at least 2, at most 8 |":                           "enforced application.tasks between 2,8",
		"| Setting | Value |\n|---|---|\n| ECS tasks | 2 at least, 8 at most |":                           "enforced application.tasks between 2,8",
		"| Setting | Value |\n|---|---|\n| ECS tasks | at most 8, at least 2 |":                           "enforced application.tasks between 2,8",
		"| Setting | Value |\n|---|---|\n| RDS storage | 200 GB up to 1 TB |":                             "ambiguous",
		"| Setting | Value |\n|---|---|\n| RDS storage | 200 GB up to 500 GB |":                           "enforced database.storage_gib between 200,500",
		"Everything runs in three AZs.":                                                                   "enforced vpc.zones>=3",
		"The service runs in three AZs.":                                                                  "not understood",
		"The VPC spans 3 zones.":                                                                          "enforced vpc.zones>=3",
		"Scale out when the CPU exceeds 65 %.":                                                            "enforced application.out_cpu=65",
		"The service scales in when memory falls below 40 %.":                                             "enforced application.in_memory=40",
		"```mermaid\ngraph LR\n a[If the CPU exceeds 65 %] --> b[Scale out]\n```":                         "enforced application.out_cpu=65",
		"```mermaid\ngraph LR\n a[CPU beyond 65 %] --> b[Scale out]\n```":                                 "not understood",
		"| Quota | Value |\n|---|---|\n| Fargate tasks | 100 |":                                           "not understood",
		"| Date | Change |\n|---|---|\n| 2024-01 | RDS Multi-AZ enabled |":                                "understood",
		"| Component | Encrypted | Deletion protection |\n|---|---|---|\n| ALB | n/a | yes |":             "not understood",
		"| Component | Encrypted | Deletion protection |\n|---|---|---|\n| ECS | - | - |":                 "understood",
		"Every 14 days we test a restore of the RDS backup.":                                              "not understood",
		"RDS: 14 days of backups, weekly snapshots are copied.":                                           "not understood",
		"RDS: 14-day backups.":                                                                            "enforced database.backup_retention_days>=14",
		"Two services share the cache nodes.":                                                             "not understood",
		"4 vCPU in total for the 4 tasks":                                                                 "ambiguous",
		"ElastiCache: in-transit encryption enabled, at-rest encryption enabled":                          "enforced cache.encrypted_in_transit=true cache.encrypted=true",
		"ECS: 2x tasks": "not understood",
		"Alarms for the ALB, ECS, RDS and Redis go to SNS.":                                                    "enforced load_balancer.alarm=true application.alarm=true database.alarm=true cache.alarm=true",
		"There are alarms for the ALB, RDS is Multi-AZ.":                                                       "enforced database.multi_az=true load_balancer.alarm=true",
		"The DB instance class is db.r6g.large or larger.":                                                     "ambiguous",
		"The DB instance class is at least db.r6g.large.":                                                      "ambiguous",
		"RDS runs on a class such as db.r6g.large.":                                                            "ambiguous",
		"RDS runs on db.r6g.large.":                                                                            "enforced database.instance_class=db.r6g.large",
		"| Setting | Unit | Value |\n|---|---|---|\n| Idle timeout | minutes | 2 |":                            "enforced load_balancer.idle_timeout_seconds=120",
		"| Setting | Value | Unit |\n|---|---|---|\n| Idle timeout | 2 | minutes |":                            "enforced load_balancer.idle_timeout_seconds=120",
		"| Setting | Value | Unit |\n|---|---|---|\n| Idle timeout | 90 s | minutes |":                         "enforced load_balancer.idle_timeout_seconds=90",
		"| Setting | Value | Unit |\n|---|---|---|\n| Backup retention | 2 | weeks |":                          "enforced database.backup_retention_days>=14",
		"| Setting | Value | Comment |\n|---|---|---|\n| Backup retention | 14 days | was 7 days until 2023 |": "in part database.backup_retention_days>=14",
		"The two nodes of EKS are large.":                                                                      "not understood",
	} {
		if got := says(text + "\n"); got != want && (want != "contradiction" || !strings.HasPrefix(got, want)) {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
