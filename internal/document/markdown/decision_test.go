package markdown_test

import "testing"

// TestContextOfADecision: what a record of a decision says of its context is what was before it; elsewhere a context is
// one like any other.
func TestContextOfADecision(t *testing.T) {
	const diagram = "```mermaid\ngraph LR\n  alb[ALB] -->|80| app[ECS Fargate]\n  app -->|5432| db[(RDS PostgreSQL)]\n```\n\n"
	for text, want := range map[string]string{
		"# ADR 7\n\n## Decision\n\n" + diagram + "## Context\n\nRDS PostgreSQL is Multi-AZ.\n":                       "understood",
		"# ADR 7\n\n## Decision Outcome\n\n" + diagram + "## Context and Problem Statement\n\nRDS is Multi-AZ.\n":    "understood",
		"# Shop\n\n## Architecture\n\n" + diagram + "## Context\n\nRDS PostgreSQL is Multi-AZ.\n":                    "enforced components.database.multi_az",
		"# ADR 7\n\n## Context\n\nRDS is not Multi-AZ.\n\n## Decision\n\n" + diagram + "RDS PostgreSQL is Multi-AZ.": "enforced components.database.multi_az",
	} {
		if got := lastOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
