package describe

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
)

// everything is a draft with all that can be said in one.
func everything() *draft {
	prefix := func(text string) []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix(text)} }
	d := &draft{
		environment: "prod",
		prefixes:    append(prefix("10.0.0.0/16"), prefix("100.64.0.0/16")...),
		tiers: []tier{
			{name: "public", prefixes: prefix("10.0.0.0/24")},
			{name: "public_2", prefixes: prefix("10.0.1.0/24"), natTier: "public"},
			{name: "tier", prefixes: prefix("10.0.2.0/24")},
		},
		components: []component{
			{name: "app", kind: "service", tier: "tier"},
			{name: "planned__nat-standby", kind: "service", tier: "public_2"},
			{name: "prod-users", kind: "database"},
			{name: "Diagram", kind: "other", tier: "tier", match: document.Match{Name: "a|b `c` <d> --> \"e\""}},
			{name: "old-internet", kind: "queue"},
		},
		externals: []external{
			{name: "office", addresses: prefix("192.0.2.0/24")},
			{name: "list", prefixList: "pl-1"},
			{name: "group", groupID: "sg-1"},
		},
		asked: map[string]document.Asked{
			"components.Diagram.type":              {Operator: document.Equal, Values: []any{"aws_mq_broker"}},
			"components.app.tasks":                 {Operator: document.Within, Values: []any{2, 10}},
			"components.app.health_check_path":     {Operator: document.Equal, Values: []any{"/a|b`c` #1"}},
			"components.prod-users.log_exports":    {Operator: document.Equal, IsList: true},
			"components.prod-users.instance_class": {Operator: document.AnyOf, Values: []any{"db.t4g.small", "on"}},
			"tiers.public.way_out":                 {Operator: document.AnyOf, Values: []any{"nat", "none"}},
			"tiers.tier.way_out":                   {Operator: document.Equal, Values: []any{"none"}},
		},
		remarks: map[string][]string{
			"":                            {"There may be --> more | than `stands` here."},
			"components.app.tasks":        {"bad practice? | `x` <b> the database is planned"},
			"components.app.alarm":        {"found none"},
			"components.prod-users.alarm": {"not to be told"},
		},
	}
	for _, text := range []string{
		"internet -> app:443", "internet -> app:80", "app -> prod-users:5432", "app -> planned__nat-standby:53/udp", "app -> planned__nat-standby:54/udp",
		"app -> planned__nat-standby:1024-2048", "app -> app:all", "app -> internet:all/all", "office -> app:icmp", "list -> app:22", "app -> group:22", "app -> vpc:8080",
		"public -> app:9000", "app -> old-internet", "planned__nat-standby -> Diagram:all/udp",
	} {
		d.edges = append(d.edges, edge{text: text, remark: "bad practice: `x` -->"})
	}
	return d
}

// TestWrittenInMarkdownIsRead: a document in Markdown is the one in YAML, whatever it has.
func TestWrittenInMarkdownIsRead(t *testing.T) {
	many := everything()
	for i := range 600 {
		many.edges = append(many.edges, edge{text: fmt.Sprintf("app -> prod-users:%d/udp", 1000+i)})
	}
	wide := everything()
	for i := range 900 {
		name := fmt.Sprintf("%s_%03d", strings.Repeat("worker_of_a_team_", 3), i)
		wide.components = append(
			wide.components,
			component{name: name, kind: "service", tier: []string{"tier", "public_2"}[i%2]},
		)
		wide.edges = append(wide.edges, edge{text: "app -> " + name + ":8080"})
	}
	for name, d := range map[string]*draft{
		"everything": everything(), "more edges than are drawn": many, "more boxes than one diagram has": wide,
	} {
		t.Run(name, func(t *testing.T) {
			text, err := d.markdown("Environment: prod")
			if err != nil {
				t.Fatal(err)
			}
			want, err := document.Read("a.yaml", d.yaml(), "prod")
			if err != nil {
				t.Fatal(err)
			}
			reading, err := markdown.Read("a.md", text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			got, err := reading.Document("prod")
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if len(got.Doubts) > 0 {
				t.Errorf("doubts: %+v", got.Doubts)
			}
			same(t, want, got, string(text))
			if isBlock := strings.Contains(string(text), "yaml archcheck"); isBlock != (name != "everything") {
				t.Errorf("a block of YAML: %v", isBlock)
			}
		})
	}
}

// TestDiagramsAreDrawn: Mermaid draws each of the diagrams, however many components there are.
func TestDiagramsAreDrawn(t *testing.T) {
	wide := everything()
	for i := range 900 {
		name := fmt.Sprintf("%s_%03d", strings.Repeat("worker_of_a_team_", 3), i)
		wide.components = append(wide.components, component{name: name, kind: "service", tier: "tier"})
	}
	text, err := wide.markdown("")
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range strings.Split(string(text), "```mermaid\n")[1:] {
		if diagram, _, _ := strings.Cut(part, "```"); len(diagram) >= 50_000 {
			t.Errorf("diagram %d has %d characters", i, len(diagram))
		}
	}
}

func same(t *testing.T, want, got *document.Document, text string) {
	t.Helper()
	for i := range want.Components {
		w := &want.Components[i]
		g := got.Component(w.Name)
		if g == nil ||
			fmt.Sprint(
				w.Kind.Name,
				w.Tier,
				w.Count,
				w.Match,
				w.Asked,
			) != fmt.Sprint(
				g.Kind.Name,
				g.Tier,
				g.Count,
				g.Match,
				g.Asked,
			) {
			t.Errorf("%+v, want %+v\n%s", g, w, text)
		}
	}
	for i := range want.Tiers {
		w := &want.Tiers[i]
		if g := got.Tier(w.Name); g == nil || fmt.Sprint(*w) != fmt.Sprint(*g) {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
	for i := range want.Externals {
		w := &want.Externals[i]
		if g := got.External(w.Name); g == nil || fmt.Sprint(*w) != fmt.Sprint(*g) {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
	edges := func(doc *document.Document) map[document.Edge]bool {
		all := map[document.Edge]bool{}
		for _, e := range doc.Edges {
			e.Line = 0
			all[e] = true
		}
		return all
	}
	if w, g := edges(want), edges(got); fmt.Sprint(w) != fmt.Sprint(g) || got.EdgesOpen || !got.ComponentsComplete {
		t.Errorf("edges %v, want %v", g, w)
	}
	if len(want.Components) != len(got.Components) || len(want.Tiers) != len(got.Tiers) {
		t.Errorf("%d components and %d tiers", len(got.Components), len(got.Tiers))
	}
	if fmt.Sprint(want.VPC.CIDR) != fmt.Sprint(got.VPC.CIDR) {
		t.Errorf("VPC %v", got.VPC)
	}
}
