package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestColumnsOfComponents: where each column is a component and each row what is asked of it, a cell is asked of its
// column.
func TestColumnsOfComponents(t *testing.T) {
	const head = "| Setting | web | API | Orders database | Redis |\n|---|---|---|---|---|\n"
	for text, want := range map[string]string{
		head + "| Tasks | 2-4 | 4-16 | - | - |":                     "enforced web.tasks between 2,4 api.tasks between 4,16",
		head + "| CPU | 512 | 1024 | - | - |":                       "enforced web.cpu_units=512 api.cpu_units=1024",
		head + "| vCPU | 1 | 0.5 | - | - |":                         "enforced web.cpu_units=1024 api.cpu_units=512",
		head + "| Memory | 1 GB | 2 GB | - | - |":                   "enforced web.memory_mib=1024 api.memory_mib=2048",
		head + "| Multi-AZ | - | - | yes | yes |":                   "in part database.multi_az=true",
		head + "| Class | - | - | db.r6g.large | cache.r6g.large |": "enforced database.instance_class=db.r6g.large cache.node_type=cache.r6g.large",
		head + "| Version | - | - | 16.3 | 7.1 |":                   "enforced database.engine_version=16.3 cache.engine_version=7.1",
		head + "| Encryption at rest | - | - | yes | yes |":         "enforced database.encrypted=true cache.encrypted=true",
		head + "| Backup retention | - | - | 7 days | - |":          "enforced database.backup_retention_days>=7",
		head + "| Backup retention | 3 days | - | - | - |":          "not understood",
		head + "| API | - | - | yes | yes |":                        "ambiguous",
		head + "| Tasks | 2-4 | soon more | - | - |":                "enforced web.tasks between 2,4",
		"| | web | API |\n|---|---|---|\n| Tasks | 2 | 3 |":         "enforced web.tasks=2 api.tasks=3",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestVersionsInColumns: a column of versions is of the component that its row is of.
func TestVersionsInColumns(t *testing.T) {
	const head = "| Component | Technology | Version | Size |\n|---|---|---|---|\n"
	for text, want := range map[string]string{
		head + "| Orders database | RDS PostgreSQL | 16.4 | db.t4g.medium |": "enforced database.engine_version=16.4 database.instance_class=db.t4g.medium",
		head + "| Cache | ElastiCache Redis | 7.1 | - |":                     "enforced cache.engine_version=7.1",
		head + "| API | ECS Fargate | 1.4.0 | - |":                           "not understood",
		head + "| Runtime | Node.js | 22 | - |":                              "",
	} {
		reading, err := markdown.Read("orders.md", []byte(tiered+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := reading.Document(reading.Environments[0])
		last := reading.Statements[len(reading.Statements)-1]
		got := string(last.State)
		if last.State == markdown.NotArchitecture {
			got = ""
		}
		if got = strings.TrimSpace(got + " " + strings.Join(valuesOf(doc, last.Asks), " ")); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}
