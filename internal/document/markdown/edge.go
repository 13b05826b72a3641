package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
	"github.com/archcheck/archcheck/internal/kind"
)

// connection is one permitted or forbidden way between two ends.
type connection struct {
	environment string
	from, to    string
	ports       []string
	rank        rank
	source      int
	by          *Statement
	forbidden   bool
}

// findEdges reads the arrows of all diagrams.
func (r *reader) findEdges() {
	for i, g := range r.graphs {
		outgoing := map[string][]mermaid.Edge{}
		for _, e := range g.Edges {
			outgoing[e.From] = append(outgoing[e.From], e)
		}
		for _, e := range g.Edges {
			if e.Stroke != "invisible" {
				r.arrow(g, e, i, outgoing)
			}
		}
		for _, id := range g.order {
			if v := g.vertices[id]; v.isGroup {
				r.rulesOfLabel(g, v, i)
			}
		}
	}
}

func (r *reader) arrow(g *graph, e mermaid.Edge, source int, outgoing map[string][]mermaid.Edge) {
	by := r.statement(g.line+e.Line-1, g.section, g.nameOf(e.From)+" -> "+g.nameOf(e.To)+labelled(e.Text))
	words := r.lexicon.words(labelText(e.Text))
	from := r.endOf(g, e.From)
	r.depends(g, e, by)
	switch {
	case r.lexicon.Status.in(words):
		by.set(Understood, "not asked yet")
	case strings.HasSuffix(e.Type, "cross") || r.lexicon.ForbiddenWords.in(words):
		r.connect(g, from, r.endOf(g, e.To), portText{}, connection{by: by, source: source, forbidden: true})
	case from.isEmpty():
		by.set(Understood, "")
		r.problem(by, from)
	case r.lexicon.NoTraffic.in(words) && r.portsOf(e.Text).isEmpty():
		by.set(Understood, "no connection between components")
	default:
		r.follow(g, e, from, portText{}, by, source, outgoing, nil)
	}
}

func labelled(text string) string {
	if text == "" {
		return ""
	}
	return " (" + labelText(text) + ")"
}

func (g *graph) nameOf(id string) string {
	if v := g.vertices[id]; v != nil {
		return firstLines(v.label, 1)
	}
	if one := g.groups[id]; one != nil {
		return firstLines(labelText(one.Title), 1)
	}
	return id
}

func (r *reader) problem(by *Statement, e end) {
	if e.problem != "" {
		by.set(Ambiguous, e.problem)
	}
}

// passes reports whether traffic passes through what has a role.
func passes(role string) bool {
	return slices.Contains([]string{"nat", "internet_gateway", "target_group", "dns", "filter", "cdn"}, role)
}

// follow goes along an arrow, through what traffic passes, to the component at its end.
func (r *reader) follow(g *graph, e mermaid.Edge, from end, carried portText, by *Statement, source int, outgoing map[string][]mermaid.Edge, path []string) {
	to := r.endOf(g, e.To)
	ports := r.portsOf(labelText(e.Text))
	if ports.isEmpty() && ports.protocol == "" {
		ports = carried
	}
	if passes(to.role) && !slices.Contains(path, e.To) && len(path) < 20 {
		if from.outside && to.role == "nat" {
			by.set(Understood, "")
			return
		}
		next := 0
		for _, n := range outgoing[e.To] {
			if after := r.endOf(g, n.To); !(after.outside && from.outside) && !(to.role == "nat" && !after.outside && !passes(after.role)) {
				r.follow(g, n, from, ports, by, source, outgoing, append(slices.Clone(path), e.To))
				next++
			}
		}
		if next == 0 && !from.outside && slices.Contains([]string{"nat", "internet_gateway"}, to.role) && len(from.entities) > 0 {
			r.leave(g, from, ports, connection{by: by, source: source})
		}
		by.set(Understood, "")
		return
	}
	c := connection{by: by, source: source, rank: r.rankOf(g, e)}
	if len(path) > 0 && to.outside {
		r.leave(g, from, ports, c)
		return
	}
	r.connect(g, from, to, ports, c)
}

// leave notes a connection to the internet through a gateway. Without a port the arrow says which way out there is, not who may go.
func (r *reader) leave(g *graph, from end, ports portText, c connection) {
	c.by.set(Understood, "")
	if !ports.isEmpty() || ports.protocol != "" {
		r.connect(g, from, end{outside: true}, ports, c)
	}
}

func (r *reader) rankOf(g *graph, e mermaid.Edge) rank {
	for _, id := range []string{e.From, e.To} {
		if v := g.vertices[id]; v != nil && v.isGroup {
			return groupDiagram
		}
	}
	return topology
}

// connect notes a connection between each pair of ends.
func (r *reader) connect(g *graph, from, to end, ports portText, c connection) {
	c.by.set(Understood, "")
	c.environment, c.rank = g.environment, max(c.rank, topology)
	if from.isEmpty() || to.isEmpty() {
		r.problem(c.by, from)
		r.problem(c.by, to)
		return
	}
	r.connections = append(r.connections, r.pairs(from, to, ports, c)...)
}

func (r *reader) pairs(from, to end, ports portText, c connection) (all []connection) {
	for _, c.from = range from.names() {
		for _, c.to = range to.names() {
			source, target := r.entityNamed(c.from), r.entityNamed(c.to)
			if c.from == c.to || source == nil && target == nil || source != nil && !kind.Find(source.kind).Placed {
				continue // what has no network interfaces opens no connection: it triggers, or is read
			}
			c.ports = r.portsTo(target, to, ports)
			if c.rank >= groupDiagram {
				r.covered[c.from], r.covered[c.to] = true, true
			}
			r.protocolOf(c, target, ports)
			all = append(all, c)
		}
	}
	return all
}

// portsTo are the ports of a connection: those of its label, of the node it ends at, of its protocol, of the engine there.
func (r *reader) portsTo(target *entity, to end, ports portText) []string {
	switch {
	case !ports.isEmpty():
		return ports.ports
	case ports.protocol != "":
		return r.usual(ports).ports
	case !to.ports.isEmpty():
		return to.ports.ports
	case target != nil && target.port > 0:
		return []string{strconv.Itoa(target.port)}
	}
	return nil
}

// protocolOf asks for the protocol by which a load balancer reaches a service, and for TLS at the load balancer.
func (r *reader) protocolOf(c connection, target *entity, ports portText) {
	from := r.entityNamed(c.from)
	if target == nil || c.forbidden {
		return
	}
	ask := func(key, value string) {
		r.claim(claim{environment: c.environment, path: "components." + target.name + "." + key, value: value, rank: c.rank, by: c.by})
	}
	switch {
	case from != nil && from.kind == "load_balancer" && target.kind == "service" && (ports.protocol == "http" || ports.protocol == "https"):
		ask("target_protocol", strings.ToUpper(ports.protocol))
	case c.from == "internet" && target.kind == "load_balancer" && ports.protocol == "https":
		ask("https_listener", "true")
	}
}

func (r *reader) entityNamed(name string) *entity {
	for _, e := range r.entities {
		if e.name == name {
			return e
		}
	}
	return nil
}

// depends asks for what an arrow between a component and something that is none means.
func (r *reader) depends(g *graph, e mermaid.Edge, by *Statement) {
	if r.lexicon.Status.in(r.lexicon.words(labelText(e.Text))) || strings.HasSuffix(e.Type, "cross") {
		return
	}
	a, b := r.endOf(g, e.From), r.endOf(g, e.To)
	for _, pair := range [][2]end{{a, b}, {b, a}} {
		for _, one := range pair[0].entities {
			if key := dependency(one.kind, pair[1].role); key != "" {
				r.claim(claim{environment: g.environment, path: fmt.Sprintf("components.%s.%s", one.name, key), value: "true", rank: topology, by: by})
			}
		}
	}
}

// dependency is the requirement that a component has where something with a role is tied to it.
func dependency(kindName, role string) string {
	return map[string]string{
		"service registry": "image_from_ecr", "service secrets": "credentials_in_secrets_manager", "service logs": "task_logs",
		"queue dead_letter": "dead_letter_queue", "load_balancer certificate": "certificate_issued", "load_balancer dns": "dns_alias", "load_balancer filter": "web_acl",
	}[kindName+" "+role]
}

// rulesOfLabel reads the rules that stand in the label of a security group, such as "Ingress: ALB SG:3000".
func (r *reader) rulesOfLabel(g *graph, v *vertex, source int) {
	for i, line := range strings.Split(v.label, "\n") {
		words := r.lexicon.words(line)
		into := phrases{phraseOf("ingress"), phraseOf("inbound"), phraseOf("from")}.in(words)
		if i == 0 || !into && !(phrases{phraseOf("egress"), phraseOf("outbound"), phraseOf("to")}).in(words) {
			continue
		}
		by := r.statement(v.line, g.section, firstLines(v.label, 1)+": "+line)
		own, _ := r.wearers(v)
		other := r.endOfText(line)
		if into {
			r.connect(g, other, end{entities: own}, r.portsOf(line), connection{by: by, source: source, rank: groupDiagram})
		} else {
			r.connect(g, end{entities: own}, other, r.portsOf(line), connection{by: by, source: source, rank: groupDiagram})
		}
	}
}
