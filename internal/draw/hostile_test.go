package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzTexts draws whatever text in every place that has one: SVG stays XML of our own elements, and each line of
// Mermaid one of ours.
func FuzzTexts(f *testing.F) {
	for _, text := range []string{"", "plain", `"]; click b0 "javascript:alert(1)"`, "a\nb --> c", "]]>", "&lt;", "|", "---", "end",
		"</text><script>alert(1)</script>", "#quot;#35;", "`**bold**`", "%%{init: {'theme':'dark'}}%%", "style a:#b;",
		"\x00\x1b[31m\u202e\ufffe\xff", "日本語", "🚀 rocket", "ﬂ°°60¶ß", "'onload='x", strings.Repeat("x", 5000)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		said := []Remark{{text, text}, {"", text}}
		subnet := Subnet{Name: text, Detail: text, State: Violates, Remarks: said}
		p := Picture{Name: text, Detail: text, State: Violates, Remarks: said, Zones: []string{text},
			Tiers: []Tier{{Name: text, Detail: text, State: Violates, Remarks: said, Subnets: []Subnet{subnet}}},
			Boxes: []Box{{ID: "a", Name: text, Detail: text, Row: 0, Zones: []int{0}, State: Diverges, Remarks: said},
				{ID: "b", Name: text, Detail: text, Row: Below, State: Absent}},
			Edges: []Edge{{From: 0, To: 1, Label: text, State: Undecided, Remarks: said},
				{From: 1, To: 0, Label: text, State: Diverges}}}
		onlyOurElements(t, SVG([]Picture{p}))
		onlyOurLines(t, Mermaid([]Picture{p}))
	})
}

func onlyOurElements(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains(
			[]string{"svg", "style", "rect", "g", "title", "path", "text", "circle"},
			element.Name.Local,
		) {
			t.Fatalf("an element %s", element.Name.Local)
		}
		for _, a := range element.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
				t.Fatalf("an attribute %s", a.Name.Local)
			}
		}
	}
}

func onlyOurLines(t *testing.T, mermaid string) {
	t.Helper()
	const label = `"([^"\x60%<>&:{}]|<br/>)*"`
	line := regexp.MustCompile("^(" + strings.Join([]string{
		`flowchart TB`,
		` *subgraph \w+\[` + label + `\]`,
		` *end`,
		` *\w+\[` + label + `\]`,
		` *\w+\(\[` + label + `\]\)`,
		`  \w+ (-->|-\.->)(\|` + label + `\|)? \w+`,
		`  classDef \w+ [\w:#,\- ]+`,
		`  class [\w,]+ \w+`,
		`  linkStyle [\d,]+ [\w:#,\- ]+`,
		`      style \w+ fill:none,stroke:none`,
		`%% [^%{}]*`,
	}, "|") + ")$")
	for one := range strings.Lines(mermaid) {
		if !line.MatchString(strings.TrimSuffix(one, "\n")) {
			t.Fatalf("a line that is none of ours: %q", one)
		}
	}
}
