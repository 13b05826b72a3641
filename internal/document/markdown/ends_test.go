package markdown_test

import "testing"

// TestFromWhereToWhere: from where to where something scales is read from all forms of it, and a row is about what any
// of its cells names.
func TestFromWhereToWhere(t *testing.T) {
	for text, want := range map[string]string{
		"| Resource | Size |\n|---|---|\n| Redis | cache.r5.large x2 |":                                       "in part cache.node_type=cache.r5.large",
		"ECS service: 2 tasks (min 2, max 10), 1 vCPU":                                                        "in part application.tasks between 2,10 application.cpu_units=1024",
		"Fargate tasks, autoscaling 2-10 at 70% CPU":                                                          "in part application.tasks between 2,10",
		"ECS autoscaling: min=2, max=10":                                                                      "enforced application.tasks between 2,10",
		"ECS autoscaling at 70 % CPU":                                                                         "not understood",
		"| Layer | Service | Config |\n|---|---|---|\n| Data | RDS PostgreSQL | Multi-AZ, 7 days retention |": "enforced database.multi_az=true database.backup_retention_days>=7",
		"| Service | Min | Max | CPU |\n|---|---|---|---|\n| ECS Fargate | 2 | 10 | 512 |":                    "enforced application.cpu_units=512 application.tasks between 2,10",
		"| Service | Min | Max | CPU |\n|---|---|---|---|\n| RDS | 2 | 10 | 512 |":                            "not understood",
		"Point-in-time recovery to any second of the last 7 days.":                                            "not understood",
		"Deployment: rolling, min healthy 100%.":                                                              "enforced application.minimum_healthy_percent>=100",
	} {
		if got := speaker(t)(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
