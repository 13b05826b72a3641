package markdown_test

import "testing"

// TestGrids: a table with a row for each component and a column for each requirement asks each cell of its row, and
// nothing of anybody else.
func TestGrids(t *testing.T) {
	const head = "| Component | Multi-AZ | Backups | Encrypted | Public |\n|---|---|---|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		head + "| RDS | Yes | 7 days | ✓ | No |":              "enforced database.multi_az=true database.backup_retention_days>=7 database.encrypted=true database.public=false",
		head + "| RDS | Yes | 7 days | ✓ | Yes |":             "enforced database.multi_az=true database.backup_retention_days>=7 database.encrypted=true database.public=true",
		head + "| RDS | - |  | n/a | - |":                     "understood",
		head + "| RDS | No | 7 days | ✓ | No |":               "ambiguous database.backup_retention_days>=7 database.encrypted=true database.public=false",
		head + "| RDS | Yes | ✗ | ✗ | No |":                   "ambiguous database.multi_az=true database.public=false",
		head + "| RDS | Yes | disabled | off | No |":          "ambiguous database.multi_az=true database.public=false",
		head + "| RDS | Yes | Yes | ✓ | No |":                 "ambiguous database.multi_az=true database.encrypted=true database.public=false",
		head + "| RDS | Yes? | 7 or 14 days | ✓ | No |":       "ambiguous database.encrypted=true database.public=false",
		head + "| RDS | planned | 7 days | ✓ | No |":          "enforced database.backup_retention_days>=7 database.encrypted=true database.public=false",
		head + "| Redis | - | - | ✓ | n/a |":                  "enforced cache.encrypted=true",
		head + "| Redis | Yes | 7 days | ✓ | No |":            "in part cache.encrypted=true",
		head + "| ALB | - | - | - | Yes |":                    "enforced load_balancer.scheme=internet-facing",
		head + "| ALB | - | - | - | No |":                     "enforced load_balancer.scheme=internal",
		head + "| RDS (planned) | Yes | 7 days | ✓ | No |":    "understood",
		head + "| Admin | Yes | 7 days | ✓ | No |":            "not understood",
		head + "| Admin | - | | | |":                          "",
		head + "| RDS | Yes | 7 days, cross-region | - | - |": "in part database.multi_az=true database.backup_retention_days>=7",
		head + "| RDS | Yes (prod only) | - | - | - |":        "ambiguous",

		"We do not use:\n\n" + head + "| RDS | Yes | - | - | - |": "ambiguous",
		"### Not used\n\n" + head + "| RDS | Yes | - | - | - |":   "ambiguous",

		"| | Multi-AZ | IAM authentication |\n|---|---|---|\n| RDS | Yes | Yes |":                          "in part database.multi_az=true",
		"| | Multi-AZ | Owner |\n|---|---|---|\n| RDS | Yes | Payments |":                                  "enforced database.multi_az=true",
		"| Service | Tasks | CPU | Memory |\n|---|---|---|---|\n| ECS | 2-4 | 512 | 1 GB |":                "enforced application.tasks between 2,4 application.cpu_units=512 application.memory_mib=1024",
		"| Service | Min tasks | Max tasks | Memory (GB) |\n|---|---|---|---|\n| ECS | 2 | 4 | 2 |":        "enforced application.memory_mib=2048 application.tasks between 2,4",
		"| Service | Tasks | Public IP |\n|---|---|---|\n| ECS | 3 | No |":                                 "enforced application.tasks=3 application.public_ip=false",
		"| Service | Tasks | Public IP |\n|---|---|---|\n| ECS | 3 | n/a |":                                "enforced application.tasks=3",
		"| Component | Encryption in transit | Encryption at rest |\n|---|---|---|\n| RDS | Yes | Yes |":   "in part database.encrypted=true",
		"| Component | Encryption in transit | Encryption at rest |\n|---|---|---|\n| Redis | Yes | Yes |": "enforced cache.encrypted_in_transit=true cache.encrypted=true",
		"| Component | Storage | Monthly cost |\n|---|---|---|\n| RDS | 20 GB | $15 |":                     "enforced cost.rows.database",
		"| Component | Backup window | Multi-AZ |\n|---|---|---|\n| RDS | 3 hours | Yes |":                 "in part database.multi_az=true",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestNobodyElse: what is said of one component is asked of no other, and a number has the unit of its name.
func TestNobodyElse(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		"| Setting | Value |\n|---|---|\n| Encryption in transit (RDS) | Yes |":                 "not understood",
		"| Setting | Value |\n|---|---|\n| Encryption in transit | Yes |":                       "ambiguous",
		"| Setting | Value |\n|---|---|\n| Redis encryption in transit | Yes |":                 "enforced cache.encrypted_in_transit=true",
		"| Setting | Value |\n|---|---|\n| Multi-AZ (Redis) | Yes |":                            "not understood",
		"| Component | Setting | Value |\n|---|---|---|\n| Redis | Multi-AZ | Yes |":            "not understood",
		"| Component | Setting | Value |\n|---|---|---|\n| Redis | Backup retention | 7 days |": "not understood",
		"The cache keeps backups for 7 days.":                                                   "not understood",
		"Redis backups are kept for 7 days.":                                                    "not understood",
		"The service keeps backups for 7 days.":                                                 "not understood",
		"| Setting | Value |\n|---|---|\n| Task memory (GB) | 2 |":                              "enforced application.memory_mib=2048",
		"| Setting | Value |\n|---|---|\n| Idle timeout (minutes) | 2 |":                        "enforced load_balancer.idle_timeout_seconds=120",
		"| Setting | Value |\n|---|---|\n| Idle timeout (minutes) | 90 s |":                     "enforced load_balancer.idle_timeout_seconds=90",
		"| Setting | Value |\n|---|---|\n| Backup retention (weeks) | 2 |":                      "enforced database.backup_retention_days>=14",
		"| Setting | Value |\n|---|---|\n| Public IP | n/a |":                                   "understood",
		"### Not used\n\n| Setting | Value |\n|---|---|\n| Multi-AZ | Yes |":                    "ambiguous",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
