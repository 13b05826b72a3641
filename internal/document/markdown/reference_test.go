package markdown_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
)

const referenceFile = "../../../fixtures/architecture.md"

func reference(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// asked is everything that a document asks, without lines and names of files, one line each.
func asked(t *testing.T, doc *document.Document) map[string]string {
	t.Helper()
	all := map[string]string{}
	put := func(key string, value any) {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		all[key] = string(text)
	}
	requirements := func(path string, of document.Requirements) {
		for name, a := range of {
			put(path+"."+name, a)
		}
	}
	put("vpc.cidr", doc.VPC.CIDR)
	requirements("vpc", doc.VPC.Asked)
	requirements("alarms", doc.Alarms)
	for _, tier := range doc.Tiers {
		put("tiers."+tier.Name, []any{tier.Subnets, tier.NATTier})
		requirements("tiers."+tier.Name, tier.Asked)
	}
	for _, c := range doc.Components {
		put("components."+c.Name, []any{c.Kind.Name, c.Tier, c.Count, c.Match})
		requirements("components."+c.Name, c.Asked)
	}
	for _, e := range doc.Edges {
		e.Line = 0
		put("edges "+e.From+" -> "+e.To+" "+e.Protocol, e.Ports)
		all["edge "+all["edges "+e.From+" -> "+e.To+" "+e.Protocol]+e.From+e.To] = ""
	}
	put("edges", []any{len(doc.Edges), doc.HasEdges, doc.EdgesOpen})
	put("cost", doc.Cost)
	return all
}

// differences are what one document asks and the other does not.
func differences(a, b map[string]string) (all []string) {
	for key, value := range a {
		if other, ok := b[key]; !ok || other != value {
			all = append(all, "- "+key+" "+value)
		}
	}
	for key, value := range b {
		if other, ok := a[key]; !ok || other != value {
			all = append(all, "+ "+key+" "+value)
		}
	}
	return all
}

func readMarkdown(t *testing.T, text, environment string) (*markdown.Reading, *document.Document) {
	t.Helper()
	reading, err := markdown.Read("architecture.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reading.Document(environment)
	if err != nil {
		t.Fatal(err)
	}
	return reading, doc
}

// TestReferenceDocument: read, it asks exactly what the built-in architecture asks.
func TestReferenceDocument(t *testing.T) {
	for _, environment := range []string{"dev", "prod"} {
		builtIn, err := document.Read(document.DefaultFile, document.Default(), environment)
		if err != nil {
			t.Fatal(err)
		}
		reading, doc := readMarkdown(t, reference(t), environment)
		for _, d := range differences(asked(t, builtIn), asked(t, doc)) {
			t.Errorf("%s: %s", environment, d)
		}
		for _, state := range []markdown.State{markdown.InPart, markdown.Ambiguous, markdown.NotUnderstood, markdown.Contradiction} {
			for _, s := range reading.Doubts(state) {
				t.Errorf("line %d is %s: %s (%s)", s.Line, state, s.Text, s.Detail)
			}
		}
	}
}

// TestLines: what is asked has the line of the document that asks it.
func TestLines(t *testing.T) {
	text := reference(t)
	_, doc := readMarkdown(t, text, "prod")
	lines := strings.Split(text, "\n")
	for path, want := range map[string]string{
		"components.database.deletion_protection": "| Deletion protection |",
		"components.application.circuit_breaker":  "circuit breaker",
		"components.load_balancer.redirect_http":  "redirected",
		"components.application.out_memory":       "mem_high",
		"tiers.isolated.acl":                      "Network ACLs",
		"cost.rows.cache":                         "ElastiCache",
		"vpc.cidr":                                "10.0.0.0/16",
	} {
		if line := doc.Line(path); line == 0 || !strings.Contains(lines[line-1], want) {
			t.Errorf("%s stands on line %d: %q", path, line, lines[max(0, line-1)])
		}
	}
	for _, e := range doc.Edges {
		if !strings.Contains(lines[e.Line-1], "-->") {
			t.Errorf("%s -> %s stands on %q", e.From, e.To, lines[e.Line-1])
		}
	}
}
