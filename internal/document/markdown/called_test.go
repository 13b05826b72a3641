package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/kind"
)

// drawnByName is a diagram whose boxes begin with names that headings give.
const drawnByName = "# Shop\n\n```mermaid\nflowchart LR\n  internet([internet]) -->|\"443, 80\"| a[\"shop<br/>load balancer\"]\n" +
	"  a -->|8080| s[\"shop-service<br/>service\"]\n  s -->|\"5432\"| d[\"shop-db<br/>RDS database\"]\n  s -->|53/udp| internet\n  subgraph n[private]\n    s\n    d\n  end\n```\n\n" +
	"| Tier | Prefixes | Way out |\n|---|---|---|\n| private | 10.0.1.0/24 | NAT gateway |\n\n" +
	"## shop\n\n| Requirement | Value |\n|---|---|\n\n## shop-service\n\n| Value | Note | Requirement |\n|---|---|---|\n| 2-10 | by `CPU` | tasks |\n| `[default, \"/a\\|b/*\"]` | | `paths` |\n\n"

// askedBy are the requirements of a component in a text, and its edges.
func askedBy(t *testing.T, text, component string) (all []string) {
	t.Helper()
	reading, err := markdown.Read("shop.md", []byte(text))
	if err != nil {
		return strings.Split(err.Error(), "\n")
	}
	doc, err := reading.Document("default")
	if err != nil {
		return strings.Split(err.Error(), "\n")
	}
	c := doc.Component(component)
	if c == nil {
		return []string{"no such component"}
	}
	all = append(all, fmt.Sprintf("%s in %q", c.Kind.Name, c.Tier))
	for name, asked := range c.Asked {
		all = append(all, fmt.Sprintf("%s %s %v", name, asked.Operator, asked.Values))
	}
	for _, e := range doc.Edges {
		if e.To == component {
			all = append(all, fmt.Sprintf("from %s %s %s", e.From, e.Protocol, e.Ports.InDigits()))
		}
	}
	slices.Sort(all)
	return all
}

// TestThingsAreCalledByHeadings: what a heading over a table of requirements names is called so, and is no other thing
// whose name begins alike.
func TestThingsAreCalledByHeadings(t *testing.T) {
	for component, want := range map[string]string{
		"shop":         `from internet tcp 443; from internet tcp 80; load_balancer in ""`,
		"shop-service": `from shop tcp 8080; paths = [default /a|b/*]; service in "private"; tasks between [2 10]`,
		"database":     `database in "private"; from shop-service tcp 5432`,
	} {
		if got := strings.Join(askedBy(t, drawnByName, component), "; "); got != want {
			t.Errorf("%s: %s, want %s", component, got, want)
		}
	}
}

// TestCalledAndPlanned: what is below a name says whether the thing is there yet, and not the name.
func TestCalledAndPlanned(t *testing.T) {
	for label, want := range map[string]string{
		"planned-jobs<br/>ECS service":           `service in ""; tasks = [2]`,
		"planned-jobs<br/>ECS service (planned)": "no such component",
	} {
		text := "# A\n\n```mermaid\nflowchart LR\n  a[\"" + label + "\"]\n  c[\"Orders DB<br/>RDS\"]\n```\n\n## planned-jobs\n\n| Requirement | Value |\n|---|---|\n| tasks | 2 |\n"
		if got := strings.Join(askedBy(t, text, "planned-jobs"), "; "); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
}

// TestNamesThatBeginAlike: a box whose label says another kind is not the thing whose name it begins with.
func TestNamesThatBeginAlike(t *testing.T) {
	for label, want := range map[string]string{
		"eg-prod-app-service<br/>service": "not understood",
		"eg-prod-app<br/>the queue":       "not understood",
		"eg-prod-app":                     "enforced components.load_balancer.kind",
	} {
		text := "# A\n\n```mermaid\nflowchart LR\n  a[\"eg-prod-app<br/>load balancer\"]\n  c[\"Orders DB<br/>RDS\"]\n```\n\n```mermaid\nflowchart LR\n  c[\"Orders DB<br/>RDS\"]\n  b[\"" + label + "\"]\n```\n"
		if got := lastOf(t, text); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
}

// TestRowsAskAsYAMLDoes: a row asks exactly what the same line of YAML does, and what is wrong in it is told with its
// line and column.
func TestRowsAskAsYAMLDoes(t *testing.T) {
	const head = "## database\n\n| Requirement | Value |\n|---|---|\n"
	for row, want := range map[string]string{
		"| backup_retention_days | 7 |":                    "backup_retention_days = [7]",
		"| backup_retention_days | `7+` |":                 "backup_retention_days >= [7]",
		"| engine_version | 16.3 |":                        "engine_version = [16.3]",
		"| engine_version | \"16.3\" |":                    "engine_version = [16.3]",
		"| log_exports | [] |":                             "log_exports = []",
		"| log_exports | {has: [postgresql]} |":            "log_exports with [postgresql]",
		"| `multi_az` | **true** |":                        "shop.md:35:16: components.database.multi_az",
		"| multi_az | yes |":                               "shop.md:35:14: ",
		"| multi_az | |":                                   "shop.md:35:1",
		"| multi_az | true |\n| multi_az | true |":         "shop.md:36:3: components.database.multi_az stands twice, on line 35 too",
		"| backup_retention_dayz | 7 |":                    "shop.md:35:3: unknown key \"backup_retention_dayz\" in components.database (did you mean backup_retention_days?)",
		"| tasks | 2 |":                                    "shop.md:35:3: unknown key \"tasks\"",
		"| backup_retention_days | 700 |":                  "shop.md:35:27: ",
		"| Backup retention | 7 days |":                    "backup_retention_days >= [7]",
		"| multi_az | false |\n\nThe database is Multi-AZ": "multi_az = [false]",
	} {
		text := strings.ReplaceAll(drawnByName, "shop-db<br/>", "")
		text += head + row + "\n"
		got := strings.Join(askedBy(t, text, "database"), "; ")
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
	for _, rest := range []string{"| engine | postgres |\n| engine_version | 16 |\n\nThe database runs PostgreSQL 16.\n", "| log_exports | [ \"postgresql\", upgrade ] |\n"} {
		text := drawnByName + "## shop-db\n\n| Requirement | Value |\n|---|---|\n" + rest
		if got := lastOf(t, text); !strings.HasPrefix(got, "enforced") {
			t.Errorf("%s what says the same is %s", rest, got)
		}
	}
	for _, rest := range []string{"| multi_az | false |\n\nThe database is Multi-AZ.\n", "| kind | cache |\n"} {
		text := drawnByName + "## shop-db\n\n| Requirement | Value |\n|---|---|\n" + rest
		if got := lastOf(t, text); !strings.HasPrefix(got, "contradiction") {
			t.Errorf("%s what says otherwise is %s", rest, got)
		}
	}
}

// TestTablesOfSections: the VPC, alarms and costs have tables of their own, and so have tiers and who is outside.
func TestTablesOfSections(t *testing.T) {
	text := drawnByName + "## VPC\n\n| Requirement | Value |\n|---|---|\n| zones | 2+ |\n\n## Cost\n\n| Requirement | Value |\n|---|---|\n| monthly_usd | 10-20 |\n\n" +
		"## Alarms\n\n| Requirement | Value |\n|---|---|\n| notify | true |\n\n## private\n\n| Requirement | Value |\n|---|---|\n| nat_gateways | 2 |\n\n" +
		"## office\n\n| Requirement | Value |\n|---|---|\n| addresses | 192.0.2.0/24 |\n"
	text = strings.Replace(text, "  subgraph n", "  o[\"office<br/>192.0.2.0/24\"] -->|22| s\n  subgraph n", 1)
	reading, err := markdown.Read("shop.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reading.Document("default")
	if err != nil {
		t.Fatal(err)
	}
	tier, office := doc.Tier("private"), doc.External("office")
	switch {
	case !doc.VPC.Asked["zones"].IsAsked(), !doc.Alarms["notify"].IsAsked(), doc.Cost.MonthlyUSD == nil:
		t.Errorf("%+v %+v %+v", doc.VPC, doc.Alarms, doc.Cost)
	case tier == nil || !tier.Asked["nat_gateways"].IsAsked() || fmt.Sprint(tier.Asked["way_out"].Values) != "[nat]":
		t.Errorf("%+v", tier)
	case office == nil || !slices.ContainsFunc(doc.Edges, func(e document.Edge) bool { return e.From == "office" && e.To == "shop-service" && e.Ports.From == 22 }):
		t.Errorf("%+v %+v", office, doc.Edges)
	}
	for _, s := range reading.Statements {
		if s.State.IsDoubt() {
			t.Errorf("line %d, %s: %s %s", s.Line, s.State, s.Text, s.Detail)
		}
	}
}

// TestNothingIsCalledSo: rows under a name that nothing drawn has are said, with the name that was probably meant.
func TestNothingIsCalledSo(t *testing.T) {
	got := "not read"
	reading, err := markdown.Read(
		"shop.md",
		[]byte(drawnByName+"## shop-servise\n\n| Requirement | Value |\n|---|---|\n| tasks | 2 |\n"),
	)
	if err == nil {
		last := reading.Statements[len(reading.Statements)-1]
		got = string(last.State) + " " + last.Detail
	}
	if !strings.HasPrefix(got, "not understood") || !strings.Contains(got, `(did you mean shop-service?)`) {
		t.Error(got, err)
	}
}

// TestAllConnections: a sentence says that there are no others than those that are drawn, and none is where none is.
func TestAllConnections(t *testing.T) {
	for text, want := range map[string]string{
		drawnByName + "These are all connections.\n":                                     "true false 5",
		drawnByName + "These are all connections of the database.\n":                     "true true 5",
		"# A\n\n```mermaid\nflowchart LR\n  a[RDS]\n```\n\nThese are all connections.\n": "true false 0",
		"# A\n\n```mermaid\nflowchart LR\n  a[RDS]\n```\n":                               "false true 0",
	} {
		reading, err := markdown.Read("shop.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := reading.Document("default")
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(doc.HasEdges, doc.EdgesOpen, len(doc.Edges)); got != want {
			t.Errorf("%s, want %s: %s", got, want, text[len(text)-60:])
		}
	}
}

// TestTablesOfOneEnvironment: a table asks what is drawn for one environment there, and nothing where it is not drawn.
func TestTablesOfOneEnvironment(t *testing.T) {
	const table = "| Requirement | Value |\n|---|---|\n| nodes | 2 |\n\n"
	drawn := func(title string) string {
		return "# Shop\n\n## Development\n\n```mermaid\nflowchart LR\n  d[\"db<br/>RDS\"]\n```\n\n## Production\n\n```mermaid\nflowchart LR\n  d[\"db<br/>RDS\"]\n" +
			"  c[\"shop__cache<br/>ElastiCache\"]\n```\n\n" + title
	}
	for text, want := range map[string]string{
		drawn("# Details\n\n## shop__cache\n\n" + table):                "cache in \"\"; nodes = [2]",
		drawn("### shop__cache\n\n" + table):                            "cache in \"\"; nodes = [2]",
		drawn("## Development\n\n### shop__cache\n\n" + table):          "not understood shop__cache is not drawn for dev",
		drawn("# Details\n\n## shop__cache\n\n" + table + "\n" + table): "nodes stands twice, on line 24 too",
	} {
		reading, err := markdown.Read("shop.md", []byte(text))
		got := fmt.Sprint(err)
		if err == nil {
			last := reading.Statements[len(reading.Statements)-1]
			got = string(last.State) + " " + last.Detail
			if doc, err := reading.Document(
				"prod",
			); err == nil && doc.Component("shop__cache") != nil &&
				last.State == markdown.Enforced {
				c := doc.Component("shop__cache")
				got = fmt.Sprintf(
					"%s in %q; nodes %s %v",
					c.Kind.Name,
					c.Tier,
					c.Asked["nodes"].Operator,
					c.Asked["nodes"].Values,
				)
			}
			if _, err := reading.Document("dev"); err != nil {
				t.Errorf("dev: %v", err)
			}
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s, want %s\n%s", got, want, text)
		}
	}
}

// TestDrawnKindsAreRead: what archcheck writes into boxes, its reader takes for the kind.
func TestDrawnKindsAreRead(t *testing.T) {
	for _, k := range kind.All() {
		label := k.Drawn
		if k.Name == "other" {
			label = "aws_mq_broker"
		}
		for _, noun := range []string{label, k.Noun} {
			if k.Name == "other" && noun == k.Noun {
				continue
			}
			text := "# A\n\n```mermaid\nflowchart LR\n  a[\"n-1<br/>" + noun + "\"]\n```\n\n## n-1\n\n| Requirement | Value |\n|---|---|\n"
			if got := strings.Join(
				askedBy(t, text, "n-1"),
				"; ",
			); !strings.HasPrefix(got, k.Name+" in") &&
				!strings.Contains(got, "; "+k.Name+" in") {
				t.Errorf("%s: %s", noun, got)
			}
		}
	}
}
