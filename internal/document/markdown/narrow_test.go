package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestBothHold: two statements that one thing can be as both say are no contradiction, and ask what both ask; those that
// say different things are one.
func TestBothHold(t *testing.T) {
	const table = "| Setting | Value |\n|---|---|\n"
	says := speaker(t)
	for text, want := range map[string]string{
		"The service runs at least 2 tasks.\n\n" + table + "| ECS tasks | 2-10 |":                               "enforced application.tasks between 2,10 application.tasks between 2,10",
		"The service runs at least 3 tasks.\n\nThe service runs at most 12 tasks.":                              "enforced application.tasks between 3,12 application.tasks between 3,12",
		"The service runs 3 tasks.\n\nThe service scales from 2 to 10 tasks.":                                   "in part,enforced application.tasks between 2,10 application.tasks between 2,10",
		"The service runs 2 tasks.\n\nThe service scales from 2 to 10 tasks.":                                   "enforced application.tasks between 2,10 application.tasks between 2,10",
		"The service runs 2 tasks.\n\nThe service runs maximum 10 tasks.":                                       "enforced application.tasks between 2,10 application.tasks between 2,10",
		"The service runs 1 task.\n\nThe service scales from 2 to 10 tasks.":                                    "contradiction",
		"The service runs exactly 3 tasks.\n\nThe service scales from 2 to 10 tasks.":                           "contradiction",
		"The service runs at least 12 tasks.\n\nThe service scales from 2 to 10 tasks.":                         "contradiction",
		"The service runs 3 tasks.\n\nThe service runs 5 tasks.\n\nThe service scales from 2 to 10 tasks.":      "contradiction",
		"RDS backups are kept for 7 days.\n\nRDS backups are kept for at least 7 days.":                         "enforced database.backup_retention_days>=7 database.backup_retention_days>=7",
		"RDS backups are kept for 7 days.\n\nRDS backups are kept for 14 days.":                                 "contradiction",
		"RDS backups are kept at most 14 days.\n\nRDS backups are kept for at least 7 days.":                    "enforced database.backup_retention_days between 7,14 database.backup_retention_days between 7,14",
		"RDS backups are kept at least 14 days.\n\nRDS backups are kept for at most 7 days.":                    "contradiction",
		"RDS backups are kept for exactly 7 days.":                                                              "enforced database.backup_retention_days=7",
		"The idle timeout is 60 seconds.\n\nThe idle timeout is at least 60 seconds.":                           "enforced load_balancer.idle_timeout_seconds=60 load_balancer.idle_timeout_seconds=60",
		"The idle timeout is 60 seconds.\n\nThe idle timeout is at least 90 seconds.":                           "contradiction",
		"The database runs PostgreSQL 15.\n\nThe database runs PostgreSQL 15.4.":                                "enforced database.engine_version=15.4 database.engine_version=15.4",
		"The database runs PostgreSQL 15.\n\nThe database runs PostgreSQL 16.":                                  "contradiction",
		"The database runs PostgreSQL 1.\n\nThe database runs PostgreSQL 15.":                                   "contradiction",
		"Everything spans at least two availability zones.\n\nThe VPC spans at least three availability zones.": "enforced vpc.zones>=3 vpc.zones>=3",
		"The VPC spans two availability zones.\n\nThe VPC spans three availability zones.":                      "contradiction",
		"The month costs $400.\n\nThe month costs $300.":                                                        "contradiction",
	} {
		if got := says(text + "\n"); got != want && (want != "contradiction" || !strings.HasPrefix(got, want)) {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestOneEnvironmentGoesBefore: what is said of one environment counts there, and the statement of all says that it does
// not hold there.
func TestOneEnvironmentGoesBefore(t *testing.T) {
	const table = "\n\n| Setting | Development | Production |\n|---|---|---|\n"
	for text, want := range map[string][]string{
		"The database is Multi-AZ." + table + "| Multi-AZ | No | Yes |":                        {"in part 26", "prod: database.multi_az = [true]"},
		"The database is Multi-AZ." + table + "| Multi-AZ | Yes | Yes |":                       {"dev: database.multi_az = [true]", "prod: database.multi_az = [true]"},
		"RDS backups are kept for 7 days." + table + "| Backup retention | 1 day | 7 days |":   {"in part 26", "dev: database.backup_retention_days >= [1]", "prod: database.backup_retention_days >= [7]"},
		"RDS backups are kept at least 7 days." + table + "| Backup retention | 7 days | 30 |": {"dev: database.backup_retention_days >= [7]", "prod: database.backup_retention_days >= [30]"},
		"The service runs at least 2 tasks." + table + "| ECS tasks | 2 | 2-10 |":              {"dev: application.tasks = [2]", "prod: application.tasks between [2 10]"},
		"The service runs at least 2 tasks." + table + "| ECS tasks | 1 | 2-10 |":              {"in part 26", "dev: application.tasks = [1]", "prod: application.tasks between [2 10]"},
		"RDS has deletion protection." + table + "| Deletion protection | – | Yes |":           {"in part 26", "prod: database.deletion_protection = [true]"},
	} {
		got := summary(t, "shop.md", []byte(shop+text+"\n"))
		var left []string
		for _, line := range got {
			for _, word := range []string{"part ", "contradiction", "ambiguous", "multi_az", "backup_", "deletion_", ".tasks"} {
				if slices.Contains(left, line) || !strings.Contains(line, word) {
					continue
				}
				left = append(left, line)
			}
		}
		slices.Sort(left)
		slices.Sort(want)
		if !slices.Equal(left, want) {
			t.Errorf("%q\n  got  %q\n  want %q", text, left, want)
		}
	}
}
