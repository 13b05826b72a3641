package markdown_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestSamples reads documents in the manner of those that teams write, and finds what a careful reader wrote down
// beside each: components, tiers, edges, what is asked of them, and the lines of what is ambiguous, not understood or
// contradicted.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/samples/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".md") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			got := summary(t, filepath.Base(file), text)
			for line := range strings.Lines(string(want)) {
				line = strings.TrimSpace(line)
				if line != "" && !slices.Contains(got, line) {
					t.Errorf("missing: %s", line)
				}
			}
			for _, line := range got {
				if !strings.Contains("\n"+string(want)+"\n", "\n"+line+"\n") {
					t.Errorf("more: %s", line)
				}
			}
		})
	}
}

// summary is what a document asks in each environment, and what it leaves open, one line each.
func summary(t *testing.T, name string, text []byte) (lines []string) {
	t.Helper()
	reading, err := markdown.Read(name, text)
	if err != nil {
		return []string{"error " + err.Error()}
	}
	for _, environment := range reading.Environments {
		doc, err := reading.Document(environment)
		if err != nil {
			return []string{"error " + err.Error()}
		}
		prefix := ""
		if len(reading.Environments) > 1 {
			prefix = environment + ": "
		}
		for _, line := range documentLines(doc) {
			lines = append(lines, prefix+line)
		}
	}
	for _, s := range reading.Statements {
		if s.State.IsDoubt() {
			lines = append(lines, fmt.Sprintf("%s %d", s.State, s.Line))
		}
	}
	return lines
}

func documentLines(doc *document.Document) (lines []string) {
	add := func(format string, args ...any) {
		lines = append(lines, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	asks := func(path string, all document.Requirements) {
		for name, a := range all {
			add("%s.%s %s %v", path, name, a.Operator, a.Values)
		}
	}
	for _, p := range doc.VPC.CIDR {
		add("vpc %s", p)
	}
	asks("vpc", doc.VPC.Asked)
	asks("alarms", doc.Alarms)
	for _, tier := range doc.Tiers {
		add("tier %s %v %s", tier.Name, tier.Subnets, tier.NATTier)
		asks(tier.Name, tier.Asked)
	}
	for _, c := range doc.Components {
		add("component %s %s %s", c.Name, c.Kind.Name, c.Tier)
		asks(c.Name, c.Asked)
	}
	for _, e := range doc.Edges {
		add("edge %s -> %s %s %d-%d", e.From, e.To, e.Protocol, e.Ports.From, e.Ports.To)
	}
	for _, name := range doc.Closed.Ingress {
		add("nothing more into %s", name)
	}
	for _, name := range doc.Closed.Egress {
		add("nothing more out of %s", name)
	}
	if doc.HasEdges && !doc.EdgesOpen {
		add("nothing more")
	}
	if doc.Cost.MonthlyUSD != nil {
		add("month %d-%d", doc.Cost.MonthlyUSD.From, doc.Cost.MonthlyUSD.To)
	}
	for row, band := range doc.Cost.Rows {
		add("row %s %d-%d", row, band.From, band.To)
	}
	return lines
}
