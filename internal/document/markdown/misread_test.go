package markdown_test

import "testing"

// TestNumbersAndColumns: a number is what it counts and no other, and columns that do not agree leave it open.
func TestNumbersAndColumns(t *testing.T) {
	eachSays(t, map[string]string{
		"| Setting | Min | Max |\n|---|---|---|\n| Tasks | 2 | 10 |\n":                  "enforced application.tasks between 2,10",
		"| | Min | Desired | Max |\n|---|---|---|---|\n| Tasks | 2 | 3 | 10 |\n":        "in part application.tasks between 2,10",
		"| Setting | Default | Override |\n|---|---|---|\n| Tasks | 2 | 4 |\n":          "ambiguous",
		"| Setting | Before | After |\n|---|---|---|\n| Multi-AZ | No | Yes |\n":        "ambiguous",
		"| Setting | us-east-1 | eu-west-1 |\n|---|---|---|\n| Multi-AZ | Yes | No |\n": "ambiguous",
		"| Setting | Value | Again |\n|---|---|---|\n| Multi-AZ | Yes | Yes |\n":        "enforced database.multi_az=true",
		"| Requirement | Met |\n|---|---|\n| RDS Multi-AZ | No |\n":                     "ambiguous",
		"| Requirement | Met |\n|---|---|\n| RDS Multi-AZ | Yes |\n":                    "enforced database.multi_az=true",
		"| Control | Status |\n|---|---|\n| RDS deletion protection | 🚧 |\n":            "ambiguous",
		"- RDS Multi-AZ: N/A":                            "ambiguous",
		"- Logs and backups are kept for 30 days.":       "in part application.log_retention_days=30",
		"- CPU 1024, memory 2048 for the ECS task":       "not understood",
		"- ECS: .5 vCPU":                                 "enforced application.cpu_units=512",
		"- ECS: 1.000 tasks":                             "ambiguous",
		"- Scale out when CPU >= 70 % or memory > 80 %.": "not understood",
		"- Scale out if CPU > 70 %.":                     "enforced application.out_cpu=70",
		"- Scale in if CPU < 30 %.":                      "enforced application.in_cpu=30",
		"- When CPU > 70 %, add 2 tasks.":                "in part application.out_cpu=70",
		"- The default security group is not used.":      "not understood",
	})
}
