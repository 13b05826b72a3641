package draw

import (
	"fmt"
	"slices"
	"strings"
)

// Mermaid refuses longer texts, and more edges.
// https://mermaid.js.org/config/schema-docs/config.html#maxtextsize
const (
	mermaidMostText  = 50_000
	mermaidMostEdges = 500
	// mermaidMostNote is how wide a note is.
	mermaidMostNote = 100
)

// Mermaid draws pictures as one flowchart, below the limits of Mermaid: what does not fit is left out and
// counted, what is as documented first.
func Mermaid(all []Picture) string {
	most := limits{boxes: 1 << 20, edges: mermaidMostEdges - 1, remarks: 1 << 20}
	for {
		text := most.draw(all)
		if len(text) < mermaidMostText || most.isLeast() {
			return text
		}
		most = most.less(all)
	}
}

// limits are how many of each are drawn, over all pictures.
type limits struct{ boxes, edges, remarks int }

func (l limits) isLeast() bool { return l.boxes <= 1 && l.edges == 0 && l.remarks == 0 }

// less lowers what can best be done without: remarks, then what there is more of, edges or boxes.
func (l limits) less(all []Picture) limits {
	remarks, edges, boxes := 0, 0, 0
	for i := range all {
		edges, boxes = edges+len(all[i].Edges), boxes+len(all[i].Boxes)
		remarks += len(all[i].findings())
	}
	lower := func(limit, there int) int { return min(limit, there) * 3 / 4 }
	edges, boxes = min(l.edges, edges), min(l.boxes, boxes)
	switch {
	case min(l.remarks, remarks) > 0:
		l.remarks = lower(l.remarks, remarks)
	case edges >= boxes || boxes <= 1:
		l.edges = lower(l.edges, edges)
	default:
		l.boxes = max(lower(l.boxes, boxes), 1)
	}
	return l
}

// flowchart writes one text.
type flowchart struct {
	strings.Builder
	limits
	// links counts the edges that are written, styles are the numbers of those in each state.
	links   int
	styles  map[State][]string
	classes map[State][]string
	drawn   chosen
}

func (l limits) draw(all []Picture) string {
	f := &flowchart{limits: l, styles: map[State][]string{}, classes: map[State][]string{}}
	f.drawn = choose(all, l.boxes, l.edges)
	f.WriteString("flowchart TB\n")
	boxes, edges := -len(f.drawn.boxes), -len(f.drawn.edges)
	for i := range all {
		f.picture(&all[i], i)
		boxes, edges = boxes+len(all[i].Boxes), edges+len(all[i].Edges)
	}
	if boxes+edges > 0 {
		fmt.Fprintf(f, "  cut[\"%s\"]\n", mermaidText(notDrawn(boxes, edges)))
	}
	f.notes(all)
	f.dress()
	f.comments(all)
	return f.String()
}

// notes is a node that says what the pictures do not speak of.
func (f *flowchart) notes(all []Picture) {
	var lines []string
	for i := range all {
		for _, note := range shorter(all[i].Notes) {
			for _, line := range wrapped(clean(note), mermaidMostNote, mostNoteLines) {
				lines = append(lines, mermaidText(line))
			}
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(f, "  notes[\"%s\"]\n", strings.Join(lines, "<br/>"))
	}
}

// picture writes ends, then the VPC with its tiers, then edges. One of which nothing is drawn is left out.
func (f *flowchart) picture(p *Picture, number int) {
	isDrawn := func(box int) bool { return f.drawn.boxes[place{number, box}] }
	if len(p.Boxes) > 0 && !slices.ContainsFunc(numbers(len(p.Boxes)), isDrawn) {
		return
	}
	id := fmt.Sprintf("p%d", number)
	f.row(p, isDrawn, Above, "  ", id)
	f.subgraph("  ", id, p.State, p.Remarks, networkTitle(p.Name), p.Detail)
	for t := range p.Tiers {
		tier, name := &p.Tiers[t], fmt.Sprintf("%st%d", id, t)
		state, remarks := tier.whole()
		f.subgraph("    ", name, state, remarks, tier.Name, tier.Detail)
		if f.row(p, isDrawn, t, "      ", id) == 0 {
			fmt.Fprintf(f, "      %snone[\" \"]\n      style %snone fill:none,stroke:none\n", name, name)
		}
		f.WriteString("    end\n")
	}
	f.WriteString("  end\n")
	f.row(p, isDrawn, Below, "  ", id)
	for i := range p.Edges {
		if f.drawn.edges[place{number, i}] {
			f.edge(&p.Edges[i], id)
		}
	}
}

// networkTitle is the name of a VPC with the word for it, by which readers of diagrams tell it from a tier.
func networkTitle(name string) string {
	if strings.Contains(strings.ToLower(name), "vpc") {
		return name
	}
	return strings.TrimSpace("VPC " + name)
}

// numbers are those from 0 on.
func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// subgraph begins a group. Its title has one line, below which Mermaid leaves no room: what rules say of it
// is a node in it.
func (f *flowchart) subgraph(indent, id string, state State, remarks []Remark, title ...string) {
	fmt.Fprintf(f, "%ssubgraph %s[\"%s\"]\n", indent, id, mermaidLines(strings.Join(nonEmpty(title), ", ")))
	f.mark(id, state)
	if rules := rulesOf(remarks); rules != "" {
		fmt.Fprintf(f, "%s  %snote[\"%s\"]\n", indent, id, mermaidLines(rules))
		f.mark(id+"note", Violates)
	}
}

// row writes the boxes of a row, and says how many.
func (f *flowchart) row(p *Picture, isDrawn func(int) bool, row int, indent, id string) (n int) {
	for i := range p.Boxes {
		b := &p.Boxes[i]
		if b.Row != row || !isDrawn(i) {
			continue
		}
		n++
		name, open, shut := fmt.Sprintf("%sb%d", id, i), "[", "]"
		if row < 0 {
			open, shut = "([", "])"
		}
		label := mermaidLines(b.Name, b.Detail, p.zonesOf(b), rulesOf(b.Remarks))
		fmt.Fprintf(f, "%s%s%s\"%s\"%s\n", indent, name, open, label, shut)
		f.mark(name, b.State)
	}
	return n
}

// zonesOf names the zones of a box, empty where it is in none.
func (p *Picture) zonesOf(b *Box) string {
	var names []string
	for _, z := range b.Zones {
		names = append(names, p.Zones[z])
	}
	return strings.Join(names, ", ")
}

// fewRules is how many rules a label names.
const fewRules = 3

// rulesOf are the rules that remarks are by, for a label.
func rulesOf(remarks []Remark) string {
	var rules []string
	for _, r := range remarks {
		if r.Rule != "" && !slices.Contains(rules, r.Rule) {
			rules = append(rules, r.Rule)
		}
	}
	if len(rules) > fewRules {
		rules = append(rules[:fewRules:fewRules], fmt.Sprintf("and %d more", len(rules)-fewRules))
	}
	if len(rules) == 0 {
		return ""
	}
	return "✗ " + strings.Join(rules, ", ")
}

// edge writes an edge.
func (f *flowchart) edge(e *Edge, id string) {
	label := ""
	if e.Label != "" {
		label = `|"` + mermaidText(shorten(clean(e.Label), mermaidMostPorts)) + `"|`
	}
	fmt.Fprintf(f, "  %sb%d %s%s %sb%d\n", id, e.From, arrowOf(e.State), label, id, e.To)
	f.styles[e.State] = append(f.styles[e.State], fmt.Sprint(f.links))
	f.links++
}

func (f *flowchart) mark(id string, s State) {
	if s != "" && s != Converges {
		f.classes[s] = append(f.classes[s], id)
	}
}

// dress writes the looks of states. Borders and lines have colours that show on light and dark; fills are left.
func (f *flowchart) dress() {
	for _, s := range States() {
		look := mermaidLook(s)
		if look.class == "" {
			continue
		}
		if ids := f.classes[s]; len(ids) > 0 {
			fmt.Fprintf(
				f,
				"  classDef %s %s\n  class %s %s\n",
				look.class,
				look.box,
				strings.Join(ids, ","),
				look.class,
			)
		}
		if links := f.styles[s]; len(links) > 0 {
			fmt.Fprintf(f, "  linkStyle %s %s\n", strings.Join(links, ","), look.line)
		}
	}
}

// comments writes what rules say, for whoever reads the source of the diagram: Mermaid has no hover text
// without a link.
func (f *flowchart) comments(all []Picture) {
	left := 0
	for i := range all {
		for _, finding := range all[i].findings() {
			if f.remarks == 0 {
				left++
				continue
			}
			f.remarks--
			fmt.Fprintf(f, "%%%% %s\n", mermaidText(shorten(finding.String(), mermaidMostRemark)))
		}
	}
	if left > 0 {
		fmt.Fprintf(f, "%%%% and %d more\n", left)
	}
}
