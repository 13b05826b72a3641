package mermaid_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// answer is what Mermaid's own parser says of a block; ask.mjs has asked it.
type answer struct {
	Type, Error string
	Nodes       []struct{ ID, Text, Shape string }
	Edges       []struct{ From, To, Text, Type, Stroke string }
	Groups      []struct {
		ID, Title string
		Members   []string
	}
}

// blocks are those of testdata, by the names that the answers have.
func blocks(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.mmd")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, block := range regexp.MustCompile(`(?m)^====.*\n`).Split(string(text), -1) {
			all[fmt.Sprintf("%s#%d", filepath.Base(file), i)] = block
		}
	}
	addDocuments(t, all)
	return all
}

// addDocuments adds the diagrams of the sample documents and of the reference document.
func addDocuments(t testing.TB, all map[string]string) {
	t.Helper()
	files, err := filepath.Glob("../markdown/testdata/samples/*.md")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../../../fixtures/architecture.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range regexp.MustCompile("(?ms)^```mermaid\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
			all[fmt.Sprintf("%s#%d", filepath.Base(file), i)] = m[1]
		}
	}
}

// plainText is a label without what Mermaid's cleaning changes and no reader sees.
func plainText(text string) string {
	return regexp.MustCompile(
		`<br\s*/?>`,
	).ReplaceAllString(
		html.UnescapeString(strings.ReplaceAll(text, "&#quot;", `"`)),
		"<br>",
	)
}

// inOneForm writes what both parsers found, a line each.
func (a answer) inOneForm() []string {
	var all []string
	for _, n := range a.Nodes {
		all = append(all, fmt.Sprintf("node %q %q %s", n.ID, plainText(n.Text), n.Shape))
	}
	slices.Sort(all) // Mermaid keeps the order in which it reduces, not that of the text
	for _, e := range a.Edges {
		all = append(all, fmt.Sprintf("edge %q -> %q %q %s %s", e.From, e.To, plainText(e.Text), e.Type, e.Stroke))
	}
	for _, g := range a.Groups {
		members := slices.Clone(g.Members)
		slices.Sort(members)
		all = append(all, fmt.Sprintf("group %q %q %q", g.ID, plainText(g.Title), members))
	}
	return all
}

func answerOf(d *mermaid.Diagram) answer {
	var a answer
	for _, n := range d.Nodes {
		a.Nodes = append(a.Nodes, struct{ ID, Text, Shape string }{n.ID, n.Text, n.Shape})
	}
	for _, e := range d.Edges {
		a.Edges = append(a.Edges, struct{ From, To, Text, Type, Stroke string }{e.From, e.To, e.Text, e.Type, e.Stroke})
	}
	for _, g := range d.Groups {
		a.Groups = append(a.Groups, struct {
			ID, Title string
			Members   []string
		}{g.ID, g.Title, g.Members})
	}
	return a
}

// TestAsMermaid holds every block against the recorded answer of Mermaid's own parser.
func TestAsMermaid(t *testing.T) {
	recorded, err := os.ReadFile("testdata/answers.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]answer
	if err := json.Unmarshal(recorded, &answers); err != nil {
		t.Fatal(err)
	}
	all := blocks(t)
	if len(all) != len(answers) {
		t.Fatalf("%d blocks and %d answers: run ask.mjs", len(all), len(answers))
	}
	for name, source := range all {
		t.Run(name, func(t *testing.T) { compare(t, source, answers[name]) })
	}
}

func compare(t *testing.T, source string, want answer) {
	got, err := mermaid.NewReader().Parse(source)
	var mistake *mermaid.Error
	switch {
	case (err != nil) != (want.Error != ""):
		t.Errorf("%v, where Mermaid says %q of\n%s", err, want.Error, source)
	case err != nil:
		if !errors.As(err, &mistake) || mistake.Line < 1 || mistake.Column < 1 {
			t.Errorf("an error without a place: %v", err)
		}
	case want.Type != mermaid.Flowchart:
		if got.Type == mermaid.Flowchart || len(got.Nodes) > 0 {
			t.Errorf("%+v is a %s", got, want.Type)
		}
	default:
		a, b := answerOf(got).inOneForm(), want.inOneForm()
		for i := range max(len(a), len(b)) {
			if i >= len(a) || i >= len(b) || a[i] != b[i] {
				t.Fatalf(
					"of\n%s\n%s\nwhere Mermaid has\n%s",
					source,
					strings.Join(a[min(i, len(a)):], "\n"),
					strings.Join(b[min(i, len(b)):], "\n"),
				)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, source := range blocks(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d, err := mermaid.NewReader().Parse(source)
		var mistake *mermaid.Error
		if err != nil && !errors.As(err, &mistake) || err == nil && d.Type == "" {
			t.Errorf("%v, %v", d, err)
		}
	})
}
