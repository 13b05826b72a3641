package describe

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/plain"
	"go.yaml.in/yaml/v3"
)

// writer writes a document line by line: what an encoder makes of it has no comments, and no order.
type writer struct {
	*draft
	lines []string
}

func (d *draft) yaml() []byte {
	w := &writer{draft: d}
	for _, remark := range d.remarks[""] {
		w.line(0, "# %s", comment(remark))
	}
	w.line(0, "version: 2")
	w.line(0, "base:")
	w.vpc()
	w.tiersOf()
	w.componentsOf()
	w.line(1, "components_complete: true")
	w.externalsOf()
	w.edgesOf()
	if forms := kind.Section("alarms").Requirements; w.any("alarms.", forms) {
		w.line(1, "alarms:")
		w.requirements(2, "alarms.", forms)
	}
	if forms := costs(); w.any("cost.", forms) {
		w.line(1, "cost:")
		w.requirements(2, "cost.", forms)
	}
	w.line(0, "environments:")
	w.line(1, "%s: {}", scalar(d.environment))
	return []byte(strings.Join(w.lines, "\n") + "\n")
}

// costs are what is said of the budget.
func costs() []kind.Requirement { return []kind.Requirement{{Name: "monthly_usd"}, {Name: "budget"}} }

func (w *writer) line(depth int, format string, a ...any) {
	w.lines = append(w.lines, strings.Repeat("  ", depth)+fmt.Sprintf(format, a...))
}

func (w *writer) vpc() {
	w.line(1, "vpc:")
	if len(w.prefixes) > 0 {
		w.line(2, "cidr: %s", prefixes(w.prefixes))
	}
	w.requirements(2, "vpc.", kind.Section("vpc").Requirements)
	if last := len(w.lines) - 1; w.lines[last] == "  vpc:" {
		w.lines[last] = "  vpc: {}"
	}
}

func (w *writer) tiersOf() {
	if len(w.tiers) > 0 {
		w.line(1, "tiers:")
	}
	for _, t := range w.tiers {
		w.line(2, "%s:", t.name)
		w.line(3, "subnets: %s", prefixes(t.prefixes))
		if t.natTier != "" {
			w.line(3, "nat_tier: %s", t.natTier)
		}
		w.requirements(3, "tiers."+t.name+".", kind.Section("tier").Requirements)
	}
}

func (w *writer) componentsOf() {
	if len(w.components) > 0 {
		w.line(1, "components:")
	}
	for _, c := range w.components {
		path := "components." + c.name + "."
		w.line(2, "%s:", c.name)
		w.line(3, "kind: %s", c.kind)
		if !c.match.IsEmpty() {
			w.line(3, "match: {%s}", matched(c.match))
		}
		if c.tier != "" {
			w.line(3, "tier: %s", c.tier)
		}
		w.requirements(3, path, append([]kind.Requirement{{Name: "count"}}, kind.Find(c.kind).Requirements...))
	}
}

func (w *writer) externalsOf() {
	if len(w.externals) > 0 {
		w.line(1, "externals:")
	}
	for _, e := range w.externals {
		w.line(2, "%s:", e.name)
		switch {
		case len(e.addresses) > 0:
			w.line(3, "addresses: %s", prefixes(e.addresses))
		case e.prefixList != "":
			w.line(3, "prefix_list: %s", scalar(e.prefixList))
		default:
			w.line(3, "security_group: %s", scalar(e.groupID))
		}
	}
}

func (w *writer) edgesOf() {
	if len(w.components) == 0 {
		return
	}
	w.line(1, "edges_complete: true") // below a diagram in Markdown it would not be claimed
	if len(w.edges) == 0 {
		w.line(1, "edges: []")
		return
	}
	w.line(1, "edges:")
	for _, e := range w.edges {
		w.line(2, "- %s%s", e.text, remarked([]string{e.remark}))
	}
}

func (w *writer) any(prefix string, forms []kind.Requirement) bool {
	return slices.ContainsFunc(forms, func(f kind.Requirement) bool {
		_, asked := w.asked[prefix+f.Name]
		return asked || len(w.remarks[prefix+f.Name]) > 0
	})
}

// requirements writes the values of a section; one that is not known is left as a comment.
func (w *writer) requirements(depth int, prefix string, forms []kind.Requirement) {
	for _, form := range forms {
		path := prefix + form.Name
		asked, known := w.asked[path]
		switch {
		case known:
			w.line(depth, "%s: %s%s", form.Name, written(asked), remarked(w.remarks[path]))
		case len(w.remarks[path]) > 0:
			w.line(depth, "# %s:%s", form.Name, remarked(w.remarks[path]))
		}
	}
}

func remarked(remarks []string) string {
	text := comment(strings.Join(remarks, "; "))
	if text == "" {
		return ""
	}
	return " # " + text
}

// comment is a text on one line.
func comment(text string) string { return plain.Line(strings.Join(strings.Fields(text), " ")) }

func prefixes(all []netip.Prefix) string {
	texts := make([]string, 0, len(all))
	for _, p := range all {
		texts = append(texts, p.String())
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func quoted(values []any) string {
	texts := make([]string, 0, len(values))
	for _, v := range values {
		if s, ok := v.(string); ok {
			texts = append(texts, scalar(s))
		} else {
			texts = append(texts, fmt.Sprint(v))
		}
	}
	return strings.Join(texts, ", ")
}

// isWord reports whether a text means nothing to YAML by its characters, wherever it stands; as a word, such as no or
// 1e3, it may.
func isWord(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool {
		return c != '_' && c != '-' && c != '.' && c != '/' &&
			(c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c))
	}) && !strings.HasPrefix(text, "-")
}

// scalar is a text as YAML writes it within a flow.
func scalar(text string) string {
	node := yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	if !isWord(text) {
		node.Style = yaml.DoubleQuotedStyle
	}
	out, err := yaml.Marshal(&node)
	if err != nil {
		return "\"\""
	}
	return strings.TrimSpace(string(plain.YAML(out)))
}
