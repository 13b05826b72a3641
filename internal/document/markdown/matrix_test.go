package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// drawn is a document of services and a database whose rules a matrix states.
const drawn = `# Orders

` + "```mermaid" + `
graph TB
    internet((Internet)) --> alb["Application Load Balancer"]
    alb --> api["API<br/>ECS Fargate"]
    worker["Worker<br/>ECS Fargate"]
    db[("Orders database<br/>RDS PostgreSQL")]
    cache[("ElastiCache Redis")]
` + "```" + `

`

// rowOf is what became of the last row of the tables of a document.
func rowOf(t *testing.T, text string) string {
	t.Helper()
	reading, err := markdown.Read("orders.md", []byte(text))
	if err != nil {
		return "error: " + err.Error()
	}
	for _, s := range slices.Backward(reading.Statements) {
		if strings.Contains(s.Text, " | ") {
			return strings.TrimSpace(string(s.State) + " " + strings.Join(s.Asks, " "))
		}
	}
	return ""
}

// TestMatrix: each cell of a table of sources and destinations says what may go there; a cell that says no forbids it, an
// empty one says nothing.
func TestMatrix(t *testing.T) {
	const head = "| From \\ To | API | Orders database | Redis |\n|---|---|---|---|\n"
	for text, want := range map[string]string{
		head + "| Worker | 3000 | 5432 | - |":                                        "enforced edges",
		head + "| Worker | yes | no | |":                                             "enforced edges",
		head + "| Worker | ✓ | ✗ | n/a |":                                            "enforced edges",
		head + "| Worker | - | denied | - |":                                         "enforced edges",
		head + "| Application Load Balancer | no | - | - |":                          "contradiction",
		head + "| Worker | 3000 | planned | - |":                                     "enforced edges",
		head + "| Worker (planned) | 3000 | 5432 | - |":                              "understood",
		head + "| Worker | maybe | 5432 | - |":                                       "ambiguous edges",
		head + "| Admin | - | no | - |":                                              "ambiguous",
		head + "| Worker | - | | n/a |":                                              "understood",
		strings.Replace(head, "From \\ To", " ", 1) + "| Worker | 3000 | 5432 | - |": "ambiguous",
	} {
		if got := rowOf(t, drawn+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
	got := summary(t, "orders.md", []byte(drawn+head+"| Worker | 3000 | no | planned |\n"))
	for _, line := range []string{"edge worker -> api tcp 3000-3000", "nothing more into orders_database"} {
		if !slices.Contains(got, line) && !slices.Contains(got, strings.Replace(line, "orders_", "", 1)) {
			t.Errorf("missing: %s of %v", line, got)
		}
	}
	if slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "edge worker -> cache") }) {
		t.Error("what is planned is asked", got)
	}
}
