package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestSecondOfAKind: a thing that another diagram draws under a name of its own is another one, whether or not a third
// one draws one of its kind without a name.
func TestSecondOfAKind(t *testing.T) {
	diagram := func(text string) string { return "```mermaid\ngraph LR\n" + text + "\n```\n\n" }
	shop := diagram(`a["ALB"] --> b["Shop<br/>ECS Fargate"]`)
	unnamed := diagram(`c["Fargate task"] -->|5432| d[("RDS")]`)
	billing := diagram(`e["Billing<br/>ECS Fargate"] -->|5432| d[("RDS")]`)
	for name, c := range map[string]struct{ text, services, doubts string }{
		"the same":             {shop + unnamed, "shop", ""},
		"another":              {shop + billing, "billing shop", ""},
		"another, and unnamed": {shop + unnamed + billing, "billing shop", "ambiguous"},
		"unnamed first":        {unnamed + shop + billing, "billing shop", "ambiguous"},
		"unnamed last":         {shop + billing + unnamed, "billing shop", "ambiguous"},
		"unnamed alone":        {unnamed + shop, "shop", ""},
		"a word of the name":   {shop + unnamed + diagram(`e["Shop service<br/>ECS"] --> d[("RDS")]`), "shop", ""},
	} {
		reading, err := markdown.Read("a.md", []byte("# A\n\n"+c.text))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := reading.Document("")
		if err != nil {
			t.Fatal(err)
		}
		var services []string
		for _, one := range doc.Components {
			if one.Kind.Name == "service" {
				services = append(services, strings.Replace(one.Name, "application", "shop", 1))
			}
		}
		doubts := ""
		if len(reading.Doubts(markdown.Ambiguous)) > 0 {
			doubts = "ambiguous"
		}
		if got := strings.Join(services, " "); got != c.services || doubts != c.doubts {
			t.Errorf("%s: %s %q, want %s %q", name, got, doubts, c.services, c.doubts)
		}
	}
}
