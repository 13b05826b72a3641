package markdown

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// graph is one diagram of the architecture.
type graph struct {
	*mermaid.Diagram
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

// vertex is a node, with what its label says.
type vertex struct {
	id, label string
	meaning
	// isGroup says that it is the security group of what the rest of its label names.
	isGroup bool
	// rule is in or out for a node that is a rule of a security group.
	rule string
	// isSubnet says that it stands for a subnet of a tier; inTier is the tier that the label of another thing says it is in.
	isSubnet bool
	inTier   string
	standby  bool
	ignored  bool
	// either are the kinds that it is one of, where it says so: "S3 or EFS".
	either []string
	// key is what is left of the label where several of a kind are told apart.
	key string
	// apart is the engine that tells it from others in its diagram.
	apart  string
	ports  portText
	line   int
	by     *Statement
	entity *entity
}

// group is a subgraph, with what its title says.
type group struct {
	mermaid.Group
	meaning
	line   int
	tier   string
	wayOut string
	isVPC  bool
	// isRules says that it holds the rules of a security group.
	isRules  bool
	prefixes []netip.Prefix
	by       *Statement
	vertex   *vertex
}

func (r *reader) graphOf(d *mermaid.Diagram, b block) *graph {
	g := &graph{Diagram: d, environment: r.environmentOf(b.section), section: b.section, line: b.line,
		vertices: map[string]*vertex{}, groups: map[string]*group{}, parent: map[string]string{}}
	for _, sub := range d.Groups {
		words := r.lexicon.words(firstLine(labelText(sub.Title)))
		one := &group{Group: sub, line: b.line + sub.Line - 1, prefixes: prefixesIn(sub.Title), meaning: r.meaningOf(words, labelText(sub.Title))}
		one.isVPC = slices.Contains(words, "vpc") && one.kind != "endpoint" && !r.lexicon.TierWords.in(words)
		if r.lexicon.TierWords.in(words) || len(one.prefixes) > 0 && !one.isVPC {
			one.tier, one.wayOut = r.lexicon.tierOf(words)
		}
		one.isRules = r.lexicon.GroupWords.in(words)
		if one.tier != "" || one.isVPC || one.isRules {
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

func (r *reader) vertexOf(n mermaid.Node, b block) *vertex {
	label := labelText(n.Text)
	words := r.lexicon.words(label)
	v := &vertex{id: n.ID, label: label, line: b.line + n.Line - 1, ports: r.portsOfLabel(label)}
	v.standby = r.lexicon.StandbyWords.in(words)
	v.ignored = r.lexicon.isLater(words)
	if v.rule = r.ruleOf(words); v.rule != "" {
		return v
	}
	first := words
	if head := r.lexicon.words(firstLine(label)); r.lexicon.GroupWords.in(head) {
		v.isGroup = true
		first = r.withoutGroupWords(head)
	}
	if v.either = r.alternatives(label); len(v.either) > 0 {
		return v
	}
	v.meaning = r.meaningOf(first, label)
	v.isSubnet = !v.isGroup && v.kind == "" && r.standsForSubnet(words, v.role)
	if v.isSubnet {
		v.meaning = meaning{}
	} else if v.kind != "" || v.role == "nat" {
		v.inTier = r.tierInLabel(label)
	}
	v.key = r.keyOf(label)
	return v
}

// standsForSubnet reports whether a label is that of a subnet: its word stands before that of a gateway, which it may deny.
func (r *reader) standsForSubnet(words []string, role string) bool {
	f := r.lexicon.TierWords.find(words, 0)
	if f == nil || slices.Contains([]string{"route_table", "acl", "part", "identity"}, role) {
		return false
	}
	gateway := r.lexicon.Roles[role].find(words, 0)
	return gateway == nil || f.at[0] < gateway.at[0]
}

// tierInLabel is the tier whose subnets a line of a label names: "ALB", "Public Subnets".
func (r *reader) tierInLabel(label string) string {
	for line := range strings.SplitSeq(label, "\n") {
		words := r.lexicon.words(line)
		name, _ := r.lexicon.tierOf(words)
		if _, isPlain := r.lexicon.Tiers[name]; isPlain && r.lexicon.TierWords.in(words) && !r.lexicon.Negations.in(words) {
			return name
		}
	}
	return ""
}

// isKnown reports whether the label says what a node is.
func (v *vertex) isKnown() bool {
	return v.role != "code" && (v.kind != "" || v.role != "" || v.isGroup || v.isSubnet || v.rule != "" || len(v.either) > 0)
}

// ruleOf is the direction of the rule that a label begins with.
func (r *reader) ruleOf(words []string) string {
	switch {
	case r.lexicon.RulesIn.in(words[:min(1, len(words))]):
		return "in"
	case r.lexicon.RulesOut.in(words[:min(1, len(words))]):
		return "out"
	}
	return ""
}

func (r *reader) withoutGroupWords(words []string) []string {
	if f := r.lexicon.GroupWords.find(words, 0); f != nil {
		return append(slices.Clone(words[:f.at[0]]), words[f.at[len(f.at)-1]+1:]...)
	}
	return words
}

// inherit makes of the unnamed nodes inside a cluster things of its kind, and of a group named after something the thing.
func (g *graph) inherit(r *reader) {
	for _, id := range g.order {
		v, p := g.vertices[id], g.groups[g.parent[id]]
		if p != nil && p.kind == "endpoint" && v.kind != "endpoint" && v.role != "gateway_endpoint" {
			v.meaning = r.endpointOf(v)
			continue
		}
		if v.isKnown() {
			continue
		}
		switch {
		case p != nil && slices.Contains([]string{"service", "instances", "function"}, p.kind):
			v.meaning = meaning{kind: p.kind, by: "aws"}
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
		v := &vertex{id: sub.ID, label: labelText(sub.Title), meaning: one.meaning, line: one.line, key: r.keyOf(labelText(sub.Title))}
		one.vertex = v
		g.vertices[sub.ID] = v
		g.order = append(g.order, sub.ID)
	}
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
		if v := g.vertices[id]; v.role == "cluster" && !slices.ContainsFunc(g.order, func(o string) bool { return g.vertices[o].kind == "service" && !g.vertices[o].isGroup }) {
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
		if n.Shape == "diamond" && g.vertices[n.ID] != nil && (strings.Contains(n.Text, "?") || g.vertices[n.ID].kind == "") {
			return false
		}
	}
	network := slices.ContainsFunc(g.Groups, func(m mermaid.Group) bool { one := g.groups[m.ID]; return one.tier != "" || one.isVPC })
	return (components > 0 || network) && 2*known >= all
}

// labelText is a label as its readers see it, with its lines.
func labelText(text string) string {
	if !strings.ContainsAny(text, "<\\*_`") && !strings.Contains(text, "fa-") {
		return text
	}
	text = regexp.MustCompile(`(?i)<br\s*/?>|\\n`).ReplaceAllString(text, "\n")
	text = regexp.MustCompile(`</?[a-zA-Z][^<>]*>|\*\*|__|`+"`").ReplaceAllString(text, "")
	return regexp.MustCompile(`\bfa[bsrl]?:fa-[\w-]+`).ReplaceAllString(text, "")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// prefixesIn are the IPv4 and IPv6 prefixes that a text has.
func prefixesIn(text string) []netip.Prefix {
	if !strings.ContainsAny(text, "/／") {
		return nil
	}
	var all []netip.Prefix
	for _, word := range regexp.MustCompile(`[0-9a-fA-F:.]+/\d{1,3}`).FindAllString(strings.Map(narrow, text), -1) {
		if p, err := netip.ParsePrefix(strings.TrimLeft(word, ":.")); err == nil && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}
