package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/verdict"
)

// sameDocument: a document in YAML and one in Markdown ask the same, requirement by requirement and edge by edge.
func sameDocument(t *testing.T, inYAML, inMarkdown string) {
	t.Helper()
	want, err := document.Read("architecture.yaml", []byte(inYAML), "prod")
	if err != nil {
		t.Fatal(err)
	}
	reading, err := markdown.Read("ARCHITECTURE.md", []byte(inMarkdown))
	if err != nil {
		t.Fatalf("%v\n%s", err, inMarkdown)
	}
	got, err := reading.Document("prod")
	if err != nil {
		t.Fatalf("%v\n%s", err, inMarkdown)
	}
	compareLines(t, factsOfDocument(want), factsOfDocument(got))
}

// factsOfDocument are all that a document asks, one a line, without lines and order.
func factsOfDocument(doc *document.Document) (all []string) {
	add := func(format string, a ...any) { all = append(all, fmt.Sprintf(format, a...)) }
	asked := func(path string, of document.Requirements) {
		for name, value := range of {
			add("%s.%s: %+v", path, name, value)
		}
	}
	add("vpc %v %v", doc.VPC.CIDR, doc.VPC.EphemeralPorts)
	asked("vpc", doc.VPC.Asked)
	asked("alarms", doc.Alarms)
	for i := range doc.Tiers {
		tier := &doc.Tiers[i]
		prefixes := fmt.Sprint(tier.Subnets)
		add("tier %s %v through %q", tier.Name, sortedWords(prefixes), tier.NATTier)
		asked("tiers."+tier.Name, tier.Asked)
	}
	for i := range doc.Components {
		c := &doc.Components[i]
		add("component %s %s in %q, %+v %v %+v", c.Name, c.Kind.Name, c.Tier, c.Count, c.Counted, c.Match)
		asked("components."+c.Name, c.Asked)
	}
	for i := range doc.Externals {
		add("external %+v", doc.Externals[i])
	}
	for _, e := range doc.Edges {
		e.Line = 0
		add("edge %+v", e)
	}
	band := "none"
	if doc.Cost.MonthlyUSD != nil {
		band = fmt.Sprint(*doc.Cost.MonthlyUSD)
	}
	add("cost %s %v %v", band, doc.Cost.Budget, doc.Cost.Rows)
	add("complete %v %v %v %v", doc.ComponentsComplete, doc.HasEdges, doc.EdgesOpen, doc.Closed)
	slices.Sort(all)
	return all
}

func sortedWords(text string) []string {
	words := strings.Fields(strings.Trim(text, "[]"))
	slices.Sort(words)
	return words
}

// TestChangesOfTheWritten: what changes in a document that was written in Markdown changes the verdicts that the same
// change of the one in YAML does, and no others.
func TestChangesOfTheWritten(t *testing.T) {
	plan, source := ofFixture("ok-prod")
	from := []string{"--source", source}
	inYAML := readText(t, described(t, plan, from...))
	inMarkdown := readText(t, described(t, plan, append(from, "--format", "markdown")...))
	for _, c := range []struct {
		name string
		// markdown and yaml are what is there, and what becomes of it, by turns.
		markdown, yaml []string
		// fails is a rule that fails, empty for a change that means nothing.
		fails string
	}{
		{"a value", []string{"| backup_retention_days | `7` |", "| backup_retention_days | 8 |"},
			[]string{"backup_retention_days: 7", "backup_retention_days: 8"}, "backup/retention-days"},
		{"a list", []string{"| `[postgresql, upgrade]` |", "| [postgresql] |"}, []string{"[postgresql, upgrade]", "[postgresql]"}, "monitoring/database-log-exports"},
		{"a port", []string{`|"5432"|`, `|"5433"|`}, []string{"database:5432", "database:5433"}, "security_groups/"},
		{"an arrow", []string{"  b2 -->|\"443\"| b0\n", ""}, []string{"    - app -> internet:443\n", ""}, "security_groups/"},
		{"a prefix", []string{"10.0.1.0/24", "10.0.3.0/24"}, []string{"10.0.1.0/24", "10.0.3.0/24"}, "network/"},
		{"a way out", []string{"| NAT gateway |", "| none |"}, []string{"way_out: nat\n", "way_out: none\n"}, "network/"},
		{"a box", []string{"      b4[\"shop-prod-cache<br/>ElastiCache\"]\n", "", "  b2 -->|\"6379\"| b4\n", "", sectionOf(inMarkdown, "shop-prod-cache"), ""},
			[]string{blockOf(inYAML, "    shop-prod-cache:\n", "    shop-prod-alb-logs:"), "", "    - app -> shop-prod-cache:6379\n", ""}, "components/undocumented"},
		{"another kind", []string{"shop-prod-cache<br/>ElastiCache", "shop-prod-cache<br/>EC2 instances", sectionOf(inMarkdown, "shop-prod-cache"), "## shop-prod-cache\n\n| Requirement | Value |\n| --- | --- |\n\n"},
			[]string{blockOf(inYAML, "    shop-prod-cache:\n", "    shop-prod-alb-logs:"), "    shop-prod-cache:\n      kind: instances\n      tier: isolated\n"}, "components/present"},
		{"a tier", []string{"      b4[\"shop-prod-cache<br/>ElastiCache\"]\n", "", "      b2[\"app<br/>ECS service\"]\n", "      b2[\"app<br/>ECS service\"]\n      b4[\"shop-prod-cache<br/>ElastiCache\"]\n"},
			[]string{"      kind: cache\n      tier: isolated", "      kind: cache\n      tier: private"}, "network/"},
		{"a note", []string{"| Requirement | Value |\n| --- | --- |\n| engine | `postgres` |", "| Requirement | Value | Note |\n| --- | --- | --- |\n| engine | `postgres` | MySQL would do, and is planned |"}, nil, ""},
		{"a shape", []string{"b1[\"shop-prod<br/>load balancer\"]", "b1{{\"shop-prod<br/>load balancer\"}}", "flowchart TB", "graph LR"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			one, other := filepath.Join(dir, "architecture.yaml"), filepath.Join(dir, "ARCHITECTURE.md")
			writeText(t, one, []byte(replaced(t, inYAML, c.yaml)))
			writeText(t, other, []byte(replaced(t, inMarkdown, c.markdown)))
			want, _ := judgedLines(t, plan, append([]string{"--env", "prod", "--architecture", one}, from...)...)
			got, _ := judgedLines(t, plan, append([]string{"--env", "prod", "--architecture", other}, from...)...)
			compareLines(t, want, got)
			isFound := slices.ContainsFunc(got, func(line string) bool {
				return strings.HasPrefix(line, c.fails) && strings.Contains(line, " fail ")
			})
			if c.fails != "" && !isFound {
				t.Errorf("%s does not fail", c.fails)
			}
		})
	}
}

func replaced(t *testing.T, text string, changes []string) string {
	t.Helper()
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("there is no %q in\n%s", changes[i], text)
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

// sectionOf is a heading and what stands under it.
func sectionOf(text, title string) string { return blockOf(text, "## "+title+"\n", "## ") }

// blockOf is the part of a text that begins with something, up to something else.
func blockOf(text, first, next string) string {
	_, rest, _ := strings.Cut(text, first)
	body, _, _ := strings.Cut(rest, next)
	return first + body
}

// TestEnvironmentsOfTheWritten: a document is of the environment that it was written for, whatever it is called.
func TestEnvironmentsOfTheWritten(t *testing.T) {
	plan, _ := ofFixture("arch-events")
	for _, name := range []string{"dev", "blue", "production", "eu-west-1"} {
		file := filepath.Join(t.TempDir(), "ARCHITECTURE.md")
		writeText(t, file, []byte(readText(t, described(t, plan, "--format", "markdown", "--env", name))))
		code, out, errs := execute("plan", plan, "--env", name, "--architecture", file)
		if code == verdict.ExitError || code == verdict.ExitViolations {
			t.Errorf("%s: exit %d: %s%s", name, code, out, errs)
		}
	}
}

// TestDrawnIsRead: the source of the picture of a document shows the same components and edges to the reader of documents.
func TestDrawnIsRead(t *testing.T) {
	picture := readText(t, filepath.Join("testdata", "draw", "expected.mmd"))
	reading, err := markdown.Read("drawn.md", []byte("# Drawn\n\n```mermaid\n"+picture+"```\n"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reading.Document("default")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i := range doc.Components {
		names = append(names, doc.Components[i].Name+" "+doc.Components[i].Kind.Name)
	}
	slices.Sort(names)
	want := "application service, cache cache, database database, load_balancer load_balancer"
	if got := strings.Join(names, ", "); got != want || len(doc.Edges) != 6 || len(doc.Doubts) > 0 {
		t.Errorf("%s, %d edges, %v; want %s", got, len(doc.Edges), doc.Doubts, want)
	}
}
