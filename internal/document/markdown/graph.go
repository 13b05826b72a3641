package markdown

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// graph is one diagram of the architecture.
type graph struct {
	*mermaid.Diagram
	patterns    *patterns
	environment string
	section     section
	// line is that of the block's first line.
	line     int
	vertices map[string]*vertex
	groups   map[string]*group
	// parent is the group that a node or group is in.
	parent map[string]string
	// order are the ids of vertices as they stand in the block.
	order []string
}

// group is a subgraph, with what its title says.
type group struct {
	mermaid.Group
	meaning
	line   int
	tier   string
	wayOut string
	// isSaid says that the title says the way out, whatever the name stands for.
	isSaid bool
	isVPC  bool
	// isRules says that it holds the rules of a security group.
	isRules  bool
	prefixes []netip.Prefix
	by       *Statement
	vertex   *vertex
}

func (r *reader) graphOf(d *mermaid.Diagram, b block) *graph {
	d = r.withEachEndpoint(d)
	g := &graph{
		Diagram:     d,
		patterns:    &r.patterns,
		environment: r.environmentOf(b.section),
		section:     b.section,
		line:        b.line,
		vertices:    map[string]*vertex{},
		groups:      map[string]*group{},
		parent:      map[string]string{},
	}
	for _, sub := range d.Groups {
		words := r.lexicon.words(firstLine(r.patterns.labelText(sub.Title)))
		one := &group{
			Group:    sub,
			line:     b.line + sub.Line - 1,
			prefixes: r.patterns.prefixesIn(sub.Title),
			meaning:  r.meaningOf(words, r.patterns.labelText(sub.Title)),
		}
		one.isVPC = slices.Contains(words, "vpc") && one.kind != "endpoint" && !r.lexicon.TierWords.in(words)
		if r.lexicon.TierWords.in(words) || len(one.prefixes) > 0 && !one.isVPC {
			one.tier, one.wayOut = r.lexicon.tierOf(words)
		}
		one.isRules = r.lexicon.GroupWords.in(words)
		if name := r.called.tier(r.firstAsWritten(sub.Title)); name != "" {
			one.tier, one.isVPC, one.isRules = name, false, false
			_, one.wayOut = r.lexicon.tierOf(words)
		}
		r.asDrawn(one)
		if one.tier != "" || one.isVPC || one.isRules || r.isAboutThings(sub.Title) {
			one.meaning = meaning{}
		}
		g.groups[sub.ID] = one
		for _, m := range sub.Members {
			g.parent[m] = sub.ID
		}
	}
	for _, n := range d.Nodes {
		if g.groups[n.ID] == nil && !n.Styled {
			g.vertices[n.ID] = r.vertexOf(n, b)
			g.order = append(g.order, n.ID)
		}
	}
	g.inherit(r)
	return g
}

// asDrawn reads the title of a tier in a picture that archcheck drew: "NAME, way out: NAT".
func (r *reader) asDrawn(one *group) {
	before, way, isSaid := strings.Cut(r.patterns.labelText(one.Title), ", "+document.WayOutOfTier)
	name, _, _ := strings.Cut(before, ",")
	wayOut, known := r.lexicon.wayOutCell(way)
	if isSaid && known && document.IsName(name) {
		one.tier, one.wayOut, one.isSaid, one.isVPC, one.isRules = name, wayOut, true, false, false
	}
}

// inherit makes of the unnamed nodes inside a cluster things of its kind, and of a group named after something the
// thing.
func (g *graph) inherit(r *reader) {
	for _, id := range g.order {
		v, p := g.vertices[id], g.groups[g.parent[id]]
		if v.name != "" || v.end != "" {
			continue
		}
		if p != nil && p.kind == "endpoint" && v.kind != "endpoint" && v.role != "gateway_endpoint" {
			v.meaning = r.endpointOf(v)
			v.key = cmp.Or(endpointKey(r.lexicon.words(v.label)), v.key)
			continue
		}
		if v.isKnown() {
			continue
		}
		switch {
		case r.isAboutThings(v.label):
		case p != nil && slices.Contains([]string{"service", "instances", "function"}, p.kind):
			v.meaning = meaning{kind: p.kind, by: "aws"}
		case p != nil && hasCopies(p.kind) && r.isPartOfCluster(v):
			v.meaning = meaning{kind: p.kind, by: "aws", engines: p.engines, port: p.port}
			v.isCopy = r.isCopyLabel(r.lexicon.words(v.label))
			v.key = r.copyKey(r.keyOf(r.patterns.labelText(p.Title)))
		case p != nil && p.role == "cluster":
			v.meaning = meaning{kind: "service", by: "aws"}
		}
	}
	g.clusters()
	for _, sub := range g.Groups {
		one := g.groups[sub.ID]
		if one.kind == "" || g.holds(sub.ID, one.kind) {
			continue
		}
		v := &vertex{
			id:      sub.ID,
			label:   r.patterns.labelText(sub.Title),
			shown:   r.patterns.labelText(sub.Title),
			meaning: one.meaning,
			line:    one.line,
			key:     r.keyOf(r.patterns.labelText(sub.Title)),
		}
		one.vertex = v
		g.vertices[sub.ID] = v
		g.order = append(g.order, sub.ID)
	}
}

// isAboutThings reports whether a label is about what runs, and not what runs: its configuration, or ways to deploy it.
func (r *reader) isAboutThings(label string) bool {
	words := r.lexicon.words(headOf(strings.ReplaceAll(r.patterns.labelText(label), "\n", " ")))
	return len(words) > 0 && slices.Contains(
		[]string{"deployment", "deployments", "strategy", "strategies", "definition", "definitions", "aliases"},
		words[len(words)-1],
	) || r.endsWith(r.lexicon.AboutWords, words)
}

// endpointOf is what a node among endpoints is: those of S3 and DynamoDB have no interfaces.
func (r *reader) endpointOf(v *vertex) meaning {
	if v.kind == "bucket" || v.kind == "table" {
		return meaning{role: "gateway_endpoint"}
	}
	return meaning{kind: "endpoint", by: "aws", port: r.lexicon.Kinds["endpoint"].Port}
}

// clusters takes a cluster for its service where the diagram shows no service.
func (g *graph) clusters() {
	for _, id := range g.order {
		if v := g.vertices[id]; v.role == "cluster" &&
			!slices.ContainsFunc(
				g.order,
				func(o string) bool { return g.vertices[o].kind == "service" && !g.vertices[o].isGroup },
			) {
			v.meaning = meaning{kind: "service", by: "aws"}
		}
	}
}

// holds reports whether something of a kind is inside a group, at any depth.
func (g *graph) holds(id, kind string) bool {
	return slices.ContainsFunc(g.inside(id), func(v *vertex) bool { return v.kind == kind })
}

// inside are the nodes of a group, at any depth.
func (g *graph) inside(id string) []*vertex {
	var all []*vertex
	for _, other := range g.order {
		if other != id && g.within(other, id) {
			all = append(all, g.vertices[other])
		}
	}
	return all
}

func (g *graph) within(id, ancestor string) bool {
	for depth := 0; id != "" && depth < 100; depth++ {
		if id = g.parent[id]; id == ancestor {
			return true
		}
	}
	return false
}

// around are the groups that a node is in, the innermost first.
func (g *graph) around(id string) []*group {
	var all []*group
	for id = g.parent[id]; id != "" && len(all) < 100; id = g.parent[id] {
		all = append(all, g.groups[id])
	}
	return all
}

// isArchitecture reports whether a diagram shows what runs: something of a known kind or a network, with most of its
// nodes known, and no questions.
func (g *graph) isArchitecture() bool {
	known, all, components := 0, 0, 0
	for _, id := range g.order {
		v := g.vertices[id]
		all++
		if v.isKnown() {
			known++
		}
		if v.kind != "" || v.isGroup {
			components++
		}
	}
	amounts := 0
	for _, id := range g.order {
		if strings.ContainsAny(g.vertices[id].label, "$€") {
			amounts++
		}
	}
	if amounts > 2 && 2*amounts > all {
		return false // it shows what things cost
	}
	for _, n := range g.Nodes {
		if n.Shape == "diamond" && g.vertices[n.ID] != nil &&
			(strings.Contains(n.Text, "?") || g.vertices[n.ID].kind == "") {
			return false
		}
	}
	network := slices.ContainsFunc(
		g.Groups,
		func(m mermaid.Group) bool { one := g.groups[m.ID]; return one.tier != "" || one.isVPC },
	)
	return (components > 0 || network) && 2*known >= all
}

// labelText is a label as its readers see it, with its lines.
func (p *patterns) labelText(text string) string {
	if !strings.ContainsAny(text, "<\\*_`") && !strings.Contains(text, "fa-") {
		return text
	}
	text = p.lineBreak.ReplaceAllString(text, "\n")
	text = p.markup.ReplaceAllString(text, "")
	return p.icon.ReplaceAllString(text, "")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// prefixesIn are the IPv4 and IPv6 prefixes that a text has.
func (p *patterns) prefixesIn(text string) []netip.Prefix {
	if !strings.ContainsAny(text, "/／") {
		return nil
	}
	var all []netip.Prefix
	for _, word := range p.prefix.FindAllString(strings.Map(narrow, text), -1) {
		one, err := netip.ParsePrefix(strings.TrimLeft(word, ":."))
		if err == nil && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}
