package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestDeclaredEnvironments: environments that no list knows are told by the structure of a document, so that what is said
// of one of them is asked of no other one.
func TestDeclaredEnvironments(t *testing.T) {
	const rows = "| API tasks | 1 | 4 |\n| Orders database Multi-AZ | - | yes |\n"
	for _, c := range []struct {
		text, environments, asks string
	}{
		{"| | Recette | Production |\n|---|---|---|\n" + rows, "prod recette",
			"recette: api.tasks prod: api.tasks prod: database.multi_az"},
		{"| | Pilot | Production |\n|---|---|---|\n" + rows, "pilot prod",
			"pilot: api.tasks prod: api.tasks prod: database.multi_az"},
		{"| | 検証 | 本番 |\n|---|---|---|\n| API tasks | 1 | 4 |\n", "environment_1 prod",
			"environment_1: api.tasks prod: api.tasks"},
		{"| | Non-production | Production |\n|---|---|---|\n" + rows, "non_production prod",
			"non_production: api.tasks prod: api.tasks prod: database.multi_az"},
		{"| Component | Pilot | Prod |\n|---|---|---|\n| API | 1 vCPU, 2 GB | 2 vCPU, 4 GB |\n", "pilot prod",
			"pilot: api.cpu_units pilot: api.memory_mib prod: api.cpu_units prod: api.memory_mib"},
		{"| Tier | CIDR pilot | CIDR prod |\n|---|---|---|\n| Public | 10.0.0.0/24 | 10.1.0.0/24 |\n", "pilot prod",
			"tiers.public pilot: tiers.public.subnets pilot: tiers.public.way_out prod: tiers.public.subnets prod: tiers.public.way_out"},
		{"| Environment | API tasks |\n|---|---|\n| Pilot | 1 |\n| Live | 3 |\n", "live pilot",
			"pilot: api.tasks live: api.tasks"},
		{"| Environment | API tasks |\n|---|---|\n| All | 2 |\n", "", "api.tasks"},
		{"### Pilot environment\n\n- The API runs 1 task.\n\n### Production environment\n\n- The API runs 3 tasks.\n",
			"pilot prod", "pilot: api.tasks prod: api.tasks"},
		{"### Runtime environment\n\n- The API runs 1 task.\n", "", "api.tasks"},
		{"### Recette\n\n- The API runs 1 task.\n", "recette", "recette: api.tasks"},
		// What stands beside a column of an environment and is none.
		{"| Setting | Production | Default |\n|---|---|---|\n| API tasks | 4 | 2 |\n", "prod",
			"prod: api.tasks api.tasks"},
		{"| Setting | Production | Ticket |\n|---|---|---|\n| API tasks | 4 | OPS-17 |\n", "prod", "prod: api.tasks"},
		{"| Component | Prod | Multi-AZ |\n|---|---|---|\n| Orders database | db.t4g.small | yes |\n", "prod",
			"prod: database.instance_class database.multi_az"},
		// In a sentence its name may be a word like others.
		{"| | Pilot | Production |\n|---|---|---|\n| API tasks | 1 | 4 |\n\n- In pilot the orders database is Multi-AZ.\n",
			"pilot prod", "pilot: api.tasks prod: api.tasks pilot: database.multi_az"},
		{"| | Pilot | Production |\n|---|---|---|\n| API tasks | 1 | 4 |\n\n- The pilot orders database is Multi-AZ.\n",
			"pilot prod", "pilot: api.tasks prod: api.tasks"},
	} {
		reading, err := markdown.Read("orders.md", []byte(tiered+c.text))
		if err != nil {
			t.Fatal(err)
		}
		var asks []string
		for _, s := range reading.Statements {
			if s.Line > strings.Count(tiered, "\n") {
				asks = append(asks, s.Asks...)
			}
		}
		environments := strings.Join(reading.Environments, " ")
		if environments == markdown.DefaultEnvironment {
			environments = ""
		}
		got := strings.ReplaceAll(strings.Join(slices.Compact(asks), " "), "components.", "")
		if environments != c.environments || got != c.asks {
			t.Errorf("%s\n  got  %s: %s\n  want %s: %s", c.text, environments, got, c.environments, c.asks)
		}
	}
}
