package markdown

import (
	"fmt"
	"slices"
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
	// portless is a protocol that it names, and that has no port of its own.
	portless string
	// isAnswer says that it leads from what only answers to who asks: "RDS -> ECS".
	isAnswer bool
	// direction is in or out for a rule of one security group, empty where both ends are stated.
	direction string
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
			switch v := g.vertices[id]; {
			case v.isGroup:
				r.rulesOfLabel(g, v, i)
			case v.rule != "":
				r.ruleNode(g, v, i)
			}
		}
	}
}

func (r *reader) arrow(g *graph, e mermaid.Edge, source int, outgoing map[string][]mermaid.Edge) {
	by := r.statement(g.line+e.Line-1, g.section, g.nameOf(e.From)+" -> "+g.nameOf(e.To)+r.labelledBy(e.Text))
	if !r.turn(g, &e) {
		by.set(Ambiguous, "who opens the connection? Draw an arrow with one head for each way there is")
		return
	}
	if e.Type == "arrow_open" && r.portsOf(r.patterns.labelText(e.Text)).isEmpty() {
		by.set(Understood, "a line without a head says nothing of who may go where")
		r.depends(g, e, by)
		return
	}
	words := r.lexicon.words(r.patterns.labelText(e.Text))
	from := r.endOf(g, e.From)
	if r.exactArrow(g, e, by, source) {
		return
	}
	r.depends(g, e, by)
	if r.places(g, e, words, by) {
		return
	}
	switch {
	case g.isRule(e.From) || g.isRule(e.To):
		by.set(Understood, "")
	case r.lexicon.isLater(words):
		by.set(Understood, "not asked yet")
	case strings.HasSuffix(e.Type, "cross") || r.lexicon.ForbiddenWords.in(words):
		r.connect(g, from, r.endOf(g, e.To), portText{}, connection{by: by, source: source, forbidden: true})
	case r.lexicon.Negations.in(words):
		by.set(Ambiguous, "is this way there or not? Write it plainly, or draw -.-x")
		r.spoil(from, r.endOf(g, e.To), "")
	case from.isEmpty():
		by.set(Understood, "")
		r.problem(by, from)
		if r.rankOf(g, e) >= groupDiagram {
			r.spoil(from, r.endOf(g, e.To), "")
		}
	case r.lexicon.NoTraffic.in(words) && r.portsOf(e.Text).isEmpty():
		by.set(Understood, "no connection between components")
	default:
		r.follow(g, e, from, portText{}, by, source, outgoing, map[string]bool{})
	}
}

// places reads an arrow without a port between a subnet that is a node and a component, which says where the thing
// stands, or that those subnets reach it; it reports whether it is one.
func (r *reader) places(g *graph, e mermaid.Edge, words []string, by *Statement) bool {
	subnet, other := g.vertices[e.To], r.endOf(g, e.From)
	if subnet == nil || !subnet.isSubnet {
		subnet, other = g.vertices[e.From], r.endOf(g, e.To)
	}
	ports := r.portsOf(r.patterns.labelText(e.Text))
	if subnet == nil || !subnet.isSubnet || len(other.entities) == 0 || !ports.isEmpty() || ports.protocol != "" ||
		r.lexicon.isLater(words) ||
		strings.HasSuffix(e.Type, "cross") ||
		r.lexicon.Negations.in(words) ||
		r.lexicon.ForbiddenWords.in(words) {
		return false
	}
	tier, _ := r.lexicon.tierOf(r.lexicon.words(subnet.label))
	if !r.lexicon.PlaceWords.in(words) || tier == "" {
		by.set(
			Ambiguous,
			"does it stand in these subnets, or do they reach it? Draw it inside a group of the subnets, or write a port on the arrow",
		)
		return true
	}
	for _, one := range other.entities {
		if kind.Find(one.kind).Placed {
			r.claim(
				claim{
					environment: g.environment,
					path:        "components." + one.name + ".tier",
					value:       tier,
					rank:        topology,
					by:          by,
				},
			)
		}
	}
	return true
}

// turn makes of an arrow with two heads, or with none and a port on it, one that begins where connections are opened;
// it reports whether that is clear.
func (r *reader) turn(g *graph, e *mermaid.Edge) bool {
	headless := e.Type == "arrow_open" && !r.portsOf(r.patterns.labelText(e.Text)).isEmpty()
	if !headless && !strings.HasPrefix(e.Type, "double_arrow") {
		return true
	}
	from, to := r.endOf(g, e.From), r.endOf(g, e.To)
	if from.role != "" || to.role != "" || from.isEmpty() || to.isEmpty() || slices.Equal(from.names(), to.names()) {
		return true
	}
	if opener(to) > opener(from) {
		e.From, e.To = e.To, e.From
	}
	return opener(from) != opener(to)
}

// opener ranks who opens connections to whom: the internet, load balancers, what runs, and last what only answers.
func opener(e end) int {
	rank := 0
	if e.outside {
		rank = 3
	}
	for _, one := range e.entities {
		switch one.kind {
		case "load_balancer":
			rank = max(rank, 2)
		case "service", "instances", "function":
			rank = max(rank, 1)
		}
	}
	return rank
}

func (r *reader) labelledBy(text string) string {
	if text == "" {
		return ""
	}
	return " (" + r.patterns.labelText(text) + ")"
}

func (g *graph) nameOf(id string) string {
	if v := g.vertices[id]; v != nil {
		return firstLine(v.shown)
	}
	if one := g.groups[id]; one != nil {
		return firstLine(g.patterns.labelText(one.Title))
	}
	return id
}

func (r *reader) problem(by *Statement, e end) {
	if e.problem != "" {
		by.set(Ambiguous, e.problem)
	}
}

// protocolOf asks for the protocol by which a load balancer reaches a service, and for TLS at the load balancer.
func (r *reader) protocolOf(c connection, target *entity, ports portText) {
	from := r.entityNamed(c.from)
	if target == nil || c.forbidden {
		return
	}
	ask := func(key, value string) {
		r.claim(
			claim{
				environment: c.environment,
				path:        "components." + target.name + "." + key,
				value:       value,
				rank:        c.rank,
				by:          c.by,
			},
		)
	}
	switch {
	case from != nil && from.kind == "load_balancer" && target.kind == "service" && len(ports.protocols) == 1 && strings.HasPrefix(ports.protocol, "http"):
		ask("target_protocol", strings.ToUpper(ports.protocol))
	case c.from == "internet" && target.kind == "load_balancer" && slices.Contains(ports.protocols, "https"):
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
	if r.lexicon.isLater(r.lexicon.words(r.patterns.labelText(e.Text))) || strings.HasSuffix(e.Type, "cross") {
		return
	}
	a, b := r.endOf(g, e.From), r.endOf(g, e.To)
	for _, pair := range [][2]end{{a, b}, {b, a}} {
		for _, one := range pair[0].entities {
			if key := dependency(one.kind, pair[1].role); key != "" {
				r.claim(
					claim{
						environment: g.environment,
						path:        fmt.Sprintf("components.%s.%s", one.name, key),
						value:       "true",
						rank:        topology,
						by:          by,
					},
				)
			}
		}
	}
}

// dependency is the requirement that a component has where something with a role is tied to it.
func dependency(kindName, role string) string {
	return map[string]string{
		"service registry": "image_from_ecr", "service secrets": "credentials_in_secrets_manager", "service logs": "task_logs",
		"queue dead_letter": "dead_letter_queue", "load_balancer access_log": "access_logs", "load_balancer certificate": "certificate_issued", "load_balancer dns": "dns_alias", "load_balancer filter": "web_acl",
	}[kindName+" "+role]
}
