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
// they are there. Boxes that are too many for one are drawn in several, of which none has edges.
func (p *page) diagram() bool {
	boxes, ids := p.boxes()
	arrows := p.arrows(ids)
	whole := p.flowchart(boxes, true) + strings.Join(arrows, "")
	if len(arrows) <= mostArrows && len(whole) < mostText {
		fmt.Fprintf(p, "```mermaid\n%s```\n\n", whole)
		return true
	}
	for i, some := range p.apart(boxes) {
		fmt.Fprintf(p, "```mermaid\n%s```\n\n", p.flowchart(some, i == 0))
	}
	return false
}

// box is a node of the diagram. Row is the tier that it is in, by number; below those is what is in the VPC alone, and
// around both what is outside of it.
type box struct {
	row  int
	text string
}

// above is the row of what is drawn before the VPC.
const above = -1

// apart are boxes in parts of which each can be drawn.
func (p *page) apart(boxes []box) (parts [][]box) {
	var part []box
	size := len(p.flowchart(nil, true))
	for _, b := range boxes {
		if size+len(b.text) >= mostText {
			parts, part, size = append(parts, part), nil, len(p.flowchart(nil, true))
		}
		part, size = append(part, b), size+len(b.text)
	}
	return append(parts, part)
}

// flowchart draws boxes, each in its tier, and all tiers or those that have one.
func (p *page) flowchart(boxes []box, withAllTiers bool) string {
	var b strings.Builder
	row := func(at int) (text string) {
		for _, one := range boxes {
			if one.row == at {
				text += one.text
			}
		}
		return text
	}
	b.WriteString("flowchart TB\n" + row(above))
	fmt.Fprintf(&b, "  subgraph network[\"%s\"]\n", strings.TrimSpace("VPC "+strings.Trim(prefixes(p.prefixes), "[]")))
	for i, t := range p.tiers {
		if text := row(i); text != "" || withAllTiers {
			fmt.Fprintf(&b, "    subgraph t%d[\"%s\"]\n%s    end\n", i, t.name, text)
		}
	}
	b.WriteString(row(len(p.tiers)) + "  end\n" + row(len(p.tiers)+1))
	return b.String()
}

// boxes are the ends of edges, each with the tier that it is in, and what they are called in the diagram.
func (p *page) boxes() (all []box, ids map[string]string) {
	ids = map[string]string{}
	add := func(row int, indent, name, shape string, lines ...string) {
		ids[name] = fmt.Sprintf("b%d", len(ids))
		open, shut := shape[:len(shape)/2], shape[len(shape)/2:]
		label := strings.Join(slices.DeleteFunc(append([]string{name}, lines...), isEmpty), "<br/>")
		all = append(all, box{row, fmt.Sprintf("%s%s%s\"%s\"%s\n", indent, ids[name], open, label, shut)})
	}
	components := func(row int, indent, tier string, placed bool) {
		for _, c := range p.components {
			if c.tier == tier && kind.Find(c.kind).Placed == placed {
				add(row, indent, c.name, "[]", p.drawn(c))
			}
		}
	}
	named, inVPC := p.ends(), len(p.tiers)
	if slices.Contains(named, document.Internet) {
		add(above, "  ", document.Internet, "([])")
	}
	for _, e := range p.externals {
		add(above, "  ", e.name, "([])", cmp.Or(strings.Trim(prefixes(e.addresses), "[]"), "outside"))
	}
	for i, t := range p.tiers {
		components(i, "      ", t.name, true)
	}
	components(inVPC, "    ", "", true)
	if slices.Contains(named, document.WholeVPC) {
		add(inVPC, "    ", document.WholeVPC, "[]", document.EveryAddressOfVPC)
	}
	for _, t := range p.tiers {
		if slices.Contains(named, t.name) {
			add(inVPC, "    ", t.name, "[]", document.EveryAddressOfTier)
		}
	}
	components(inVPC+1, "  ", "", false)
	return all, ids
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
