package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
	"github.com/archcheck/archcheck/internal/kind"
)

// passes reports whether traffic passes through what has a role.
func passes(role string) bool {
	return slices.Contains([]string{"nat", "internet_gateway", "target_group", "dns", "filter", "cdn"}, role)
}

// follow goes along an arrow, through what traffic passes, to the component at its end.
func (r *reader) follow(
	g *graph,
	e mermaid.Edge,
	from end,
	carried portText,
	by *Statement,
	source int,
	outgoing map[string][]mermaid.Edge,
	path map[string]bool,
) {
	to := r.endOf(g, e.To)
	ports := r.portsOf(r.patterns.labelText(e.Text))
	if ports.isEmpty() && ports.protocol == "" && ports.portless == "" {
		ports = carried
	}
	if v := g.vertices[e.To]; to.role == "target_group" && !to.ports.isEmpty() && !r.isListener(v) {
		ports = to.ports // where it forwards to, whatever the way to it says
	}
	if passes(to.role) {
		if path[e.To] {
			return // each is passed once, however many ways lead there
		}
		path[e.To] = true
		if from.outside && to.role == "nat" {
			by.set(Understood, "")
			return
		}
		next := 0
		for _, n := range outgoing[e.To] {
			if after := r.endOf(g, n.To); r.leadsOn(from, to.role, after) {
				r.follow(g, n, from, ports, by, source, outgoing, path)
				next++
			}
		}
		if next == 0 && !from.outside && slices.Contains([]string{"nat", "internet_gateway"}, to.role) &&
			len(from.entities) > 0 {
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

// isListener reports whether a node among target groups is a listener, whose port is the load balancer's own.
func (r *reader) isListener(v *vertex) bool {
	return v == nil ||
		!slices.Contains(r.lexicon.words(firstLine(v.label)), "target") &&
			strings.Contains(strings.ToLower(v.label), "listener")
}

// leadsOn reports whether traffic goes on behind something: through a gateway it leaves, or comes from outside.
func (r *reader) leadsOn(from end, role string, after end) bool {
	isGateway := role == "nat" || role == "internet_gateway"
	switch {
	case from.outside:
		return !after.outside
	case isGateway:
		return after.outside || after.role == "nat" || after.role == "internet_gateway"
	}
	return true
}

// leave notes a connection to the internet through a gateway. Without a port the arrow says which way out there is, not
// who may go.
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
	c.environment, c.rank = g.environment, max(c.rank, topology)
	r.join(from, to, ports, c)
}

// join is the same for what stands in no diagram.
func (r *reader) join(from, to end, ports portText, c connection) {
	c.by.set(Understood, "")
	if ports.either {
		c.by.set(Ambiguous, "which of the ports is it? Write one, or all that there are without an \"or\"")
		r.spoil(from, to, c.direction)
		return
	}
	if from.isEmpty() || to.isEmpty() {
		r.problem(c.by, from)
		r.problem(c.by, to)
		if c.rank >= groupDiagram {
			r.spoil(from, to, c.direction)
		}
		return
	}
	r.connections = append(r.connections, r.pairs(from, to, ports, c)...)
}

func (r *reader) pairs(from, to end, ports portText, c connection) (all []connection) {
	for _, c.from = range from.names() {
		for _, c.to = range to.names() {
			source, target := r.entityNamed(c.from), r.entityNamed(c.to)
			if source == nil && target == nil || source != nil && !kind.Find(source.kind).Placed {
				continue // what has no network interfaces opens no connection: it triggers, or is read
			}
			if c.from == c.to &&
				(ports.isEmpty() || opener(end{entities: []*entity{source}}) == 0 && c.rank < groupDiagram) {
				continue // between copies of one thing
			}
			c.ports, c.portless = neighbours(r.portsTo(target, to, ports)), ports.portless
			if isCopy(source, target, ports) {
				c.by.set(Understood, "one is copied to the other, which connects nobody")
				continue
			}
			c.isAnswer = isAnswer(source, target, ports) && c.rank < groupDiagram
			r.cover(c)
			r.protocolOf(c, target, ports)
			all = append(all, c)
		}
	}
	return all
}

// isCopy reports whether an arrow without a port between two databases, or two caches, says that one is copied to the
// other.
func isCopy(source, target *entity, ports portText) bool {
	return source != nil && target != nil && source.kind == target.kind &&
		slices.Contains([]string{"database", "cache"}, source.kind) &&
		ports.isEmpty() &&
		ports.protocol == ""
}

// isAnswer reports whether an arrow without a port leads from what opens no connections to who opens them: what is read
// comes back.
func isAnswer(source, target *entity, ports portText) bool {
	return source != nil && target != nil && ports.isEmpty() && ports.protocol == "" &&
		slices.Contains([]string{"database", "cache", "file_system"}, source.kind) &&
		slices.Contains([]string{"service", "instances", "function", "load_balancer"}, target.kind)
}

// portsTo are the ports of a connection: those of its label, of the node it ends at, of its protocol, of the engine
// there.
func (r *reader) portsTo(target *entity, to end, ports portText) []string {
	named := to.ports.ports
	if len(named) == 0 && target != nil {
		named = target.labelled
	}
	switch {
	case !ports.isEmpty():
		return ports.ports
	case len(named) > 0:
		if usual := r.usual(ports).ports; len(usual) > 0 && within(usual, named) {
			return usual
		}
		return named
	case ports.protocol == "tls" && len(ports.protocols) == 1 && target != nil && target.port > 0:
		return []string{strconv.Itoa(target.port)} // the engine's own protocol runs over it
	case ports.protocol != "":
		return r.usual(ports).ports
	case target != nil && target.port > 0:
		return []string{strconv.Itoa(target.port)}
	}
	return nil
}

// neighbours are ports with those that follow one another as a range: 1521 and 1522 are 1521-1522.
func neighbours(ports []string) (all []string) {
	first, last := 0, 0
	add := func() {
		switch first {
		case 0:
		case last:
			all = append(all, strconv.Itoa(first))
		default:
			all = append(all, fmt.Sprintf("%d-%d", first, last))
		}
	}
	for _, p := range ports {
		n, err := strconv.Atoi(p)
		if err != nil {
			return ports
		}
		if first > 0 && n == last+1 {
			last = n
			continue
		}
		add()
		first, last = n, n
	}
	add()
	return all
}
