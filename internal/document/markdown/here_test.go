package markdown_test

import "testing"

// TestArchitectureOfARunbook: what stands under a heading of the architecture is asked, whatever the title of the document
// says; what stands under one of something else is not.
func TestArchitectureOfARunbook(t *testing.T) {
	const diagram = "```mermaid\ngraph LR\n  alb[ALB] -->|80| app[ECS Fargate]\n  app -->|5432| db[(RDS PostgreSQL)]\n```\n\n"
	for text, want := range map[string]string{
		"# Runbook: shop\n\n## Architecture\n\n" + diagram + "RDS is Multi-AZ.\n":                                            "enforced components.database.multi_az",
		"# Shop\n\n" + diagram + "## Local development\n\nRDS is Multi-AZ.\n":                                                "not understood",
		"# Shop\n\n## Architecture\n\n" + diagram + "### Local development\n\nRDS is Multi-AZ.\n":                            "not understood",
		"# Runbook: shop\n\n## Architecture\n\n" + diagram + "## Procedures\n\nStop RDS, which is Multi-AZ.\n":               "understood",
		"# Runbook: shop\n\n## Architecture\n\n" + diagram + "Scale out at 65 % CPU.\n":                                      "enforced components.application.out_cpu",
		"# Runbook: shop\n\n## Architecture in one minute\n\n" + diagram + "## Failover\n\n1. Set the number of tasks to 0.": "understood",
	} {
		if got := lastOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
