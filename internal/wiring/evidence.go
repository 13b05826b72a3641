package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
)

// What a piece of evidence weighs: the type that is asked for before the paths of listener rules before who forwards to
// whom, and that before what security groups permit.
const (
	weightOfType     = 512
	weightOfPaths    = 64
	weightOfOwner    = 8
	weightOfTraffic  = 1
	everyPort, aPort = 65535, 0
)

// score is what the bound neighbours say of a thing being a component: agreeing adds, contradicting
// takes away. What is not known says nothing.
func (m *matcher) score(id string, c *document.Component) int {
	return m.scoreOfType(id, c) + m.scoreOfPaths(id, c) + m.scoreOfBalancers(id, c) + m.scoreOfTraffic(id, c)
}

// scoreOfType speaks where a component asks for a type: for what is of it, and against all else.
func (m *matcher) scoreOfType(id string, c *document.Component) int {
	switch asks := c.Asked["type"].IsAsked() || c.Asked["service"].IsAsked(); {
	case !mayBe(m.Thing(id), c):
		return -weightOfType
	case asks:
		return weightOfType
	}
	return 0
}

// scoreOfPaths compares the listener rules that forward to a service.
func (m *matcher) scoreOfPaths(id string, c *document.Component) int {
	asked := c.Asked["paths"]
	s := m.Services[id]
	if s == nil || !asked.IsAsked() {
		return 0
	}
	paths := m.pathsTo(s)
	missing := slices.ContainsFunc(asked.Values, func(v any) bool { return !slices.Contains(paths.Items(), text(v)) })
	switch {
	case !missing:
		return weightOfPaths
	case paths.IsWhole():
		return -weightOfPaths
	}
	return 0
}

func text(v any) string { s, _ := v.(string); return s }

// scoreOfBalancers compares which load balancers forward to a thing with which are documented to.
func (m *matcher) scoreOfBalancers(id string, c *document.Component) (sum int) {
	groups, registers := registeredWith(m.Thing(id))
	if !registers {
		return 0
	}
	for _, balancer := range m.doc.OfKind("load_balancer") {
		documented := len(edgesBetween(m.doc, balancer.Name, c.Name)) > 0
		for _, lb := range m.things[balancer.Name] {
			forwards := isAmong(groups, forwardedBy(m.forwardsTo, lb))
			if is, known := forwards.Get(); known && is == documented && is {
				sum += weightOfOwner
			} else if known && is != documented {
				sum -= weightOfOwner
			}
		}
	}
	return sum
}

// edgesBetween are the documented ports from one end to another, none where no edge is.
func edgesBetween(doc *document.Document, from, to string) (ports []document.Ports) {
	for _, e := range doc.Edges {
		if e.From == from && e.To == to {
			ports = append(ports, e.Ports)
			if e.Protocol == document.AnyPort {
				ports[len(ports)-1] = document.Ports{}
			}
		}
	}
	return ports
}

// scoreOfTraffic compares what security groups permit between a thing and each bound neighbour with
// the documented edges, in both directions; the internet is a neighbour too.
func (m *matcher) scoreOfTraffic(id string, c *document.Component) (sum int) {
	mine := m.placeOf(id).SecurityGroups
	if !mine.IsWhole() {
		return 0
	}
	for i := range m.doc.Components {
		neighbour := &m.doc.Components[i]
		for _, other := range m.things[neighbour.Name] {
			theirs := m.placeOf(other).SecurityGroups
			if other == id || !theirs.IsWhole() {
				continue
			}
			sum += m.agreement(edgesBetween(m.doc, c.Name, neighbour.Name), mine.Items(), theirs.Items())
			sum += m.agreement(edgesBetween(m.doc, neighbour.Name, c.Name), theirs.Items(), mine.Items())
		}
	}
	return sum + m.agreement(edgesBetween(m.doc, document.Internet, c.Name), []string{document.Internet}, mine.Items())
}
