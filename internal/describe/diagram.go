package describe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
)

// Mermaid draws no more.
// https://mermaid.js.org/config/schema-docs/config.html#maxtextsize
const (
	mostArrows = 499
	mostText   = 49_000
)

// diagram writes the flowchart of components in their tiers, with all edges unless they are too many; it reports whether
// they are there.
func (p *page) diagram() bool {
	boxes, ids := p.boxes()
	arrows := p.arrows(ids)
	text := boxes + strings.Join(arrows, "")
	isWhole := len(arrows) <= mostArrows && len(text) < mostText
	if !isWhole {
		text = boxes
	}
	fmt.Fprintf(p, "```mermaid\nflowchart TB\n%s```\n\n", text)
	return isWhole
}

// boxes are the ends of edges, each within the tier that it is in, and what they are called in the diagram.
func (p *page) boxes() (text string, ids map[string]string) {
	var b strings.Builder
	ids = map[string]string{}
	box := func(indent, name, shape string, lines ...string) {
		ids[name] = fmt.Sprintf("b%d", len(ids))
		open, shut := shape[:len(shape)/2], shape[len(shape)/2:]
		label := strings.Join(slices.DeleteFunc(append([]string{name}, lines...), isEmpty), "<br/>")
		fmt.Fprintf(&b, "%s%s%s\"%s\"%s\n", indent, ids[name], open, label, shut)
	}
	components := func(indent, tier string, placed bool) {
		for _, c := range p.components {
			if c.tier == tier && kind.Find(c.kind).Placed == placed {
				box(indent, c.name, "[]", p.drawn(c))
			}
		}
	}
	named := p.ends()
	if slices.Contains(named, document.Internet) {
		box("  ", document.Internet, "([])")
	}
	for _, e := range p.externals {
		box("  ", e.name, "([])", cmp.Or(strings.Trim(prefixes(e.addresses), "[]"), "outside"))
	}
	fmt.Fprintf(&b, "  subgraph network[\"%s\"]\n", strings.TrimSpace("VPC "+strings.Trim(prefixes(p.prefixes), "[]")))
	for i, t := range p.tiers {
		fmt.Fprintf(&b, "    subgraph t%d[\"%s\"]\n", i, t.name)
		components("      ", t.name, true)
		b.WriteString("    end\n")
	}
	components("    ", "", true)
	if slices.Contains(named, document.WholeVPC) {
		box("    ", document.WholeVPC, "[]", document.EveryAddressOfVPC)
	}
	for _, t := range p.tiers {
		if slices.Contains(named, t.name) {
			box("    ", t.name, "[]", document.EveryAddressOfTier)
		}
	}
	b.WriteString("  end\n")
	components("  ", "", false)
	return b.String(), ids
}

func isEmpty(text string) bool { return text == "" }

// drawn is what the box of a component says that it is.
func (p *page) drawn(c component) string {
	if asked := p.asked["components."+c.name+".type"]; c.kind == "other" && len(asked.Values) == 1 {
		return text(asked.Values)
	}
	return kind.Find(c.kind).Drawn
}

// ends are the names at the ends of edges.
func (p *page) ends() (names []string) {
	for _, e := range p.edges {
		from, to, _ := cutEdge(e.text)
		names = append(names, from, to)
	}
	return names
}

// cutEdge cuts an edge as documents write it.
func cutEdge(text string) (from, to, ports string) {
	from, to, _ = strings.Cut(text, " -> ")
	to, ports, _ = strings.Cut(to, ":")
	return from, to, ports
}

// arrows are the edges, those between the same ends of one protocol as one.
func (p *page) arrows(ids map[string]string) (lines []string) {
	var order []string
	ports, remarks := map[string][]string{}, map[string]string{}
	for _, e := range p.edges {
		from, to, port := cutEdge(e.text)
		list, protocol, isNamed := strings.Cut(port, "/")
		key := strings.Join([]string{ids[from], ids[to], protocol}, " ")
		if isNamed || strings.ContainsFunc(list, isLetter) {
			key += " " + list // stands alone
		}
		if !slices.Contains(order, key) {
			order = append(order, key)
		}
		ports[key] = append(ports[key], port)
		remarks[key] = cmp.Or(remarks[key], e.remark)
	}
	for _, key := range order {
		ends := strings.Fields(key)
		label := ""
		if text := strings.Join(ports[key], ", "); text != "" {
			label = `|"` + text + `"|`
		}
		if remarks[key] != "" {
			lines = append(lines, fmt.Sprintf("  %%%% %s\n", comment(remarks[key])))
		}
		lines = append(lines, fmt.Sprintf("  %s -->%s %s\n", ends[0], label, ends[1]))
	}
	return lines
}

func isLetter(c rune) bool { return 'a' <= c && c <= 'z' }
