package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// What a piece of evidence weighs: the type that is asked for before the paths of listener rules before who forwards to whom, and that
// before what security groups permit.
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
			forwards := isAmong(groups, m.forwarded(lb))
			if is, known := forwards.Get(); known && is == documented && is {
				sum += weightOfOwner
			} else if known && is != documented {
				sum -= weightOfOwner
			}
		}
	}
	return sum
}

func (m *matcher) forwarded(lb string) map[string]bool {
	groups := map[string]bool{}
	for _, id := range m.forwardsTo[lb] {
		groups[id] = true
	}
	return groups
}

// edgesBetween are the documented ports from one end to another, none where no edge is.
func edgesBetween(doc *document.Document, from, to string) (ports []document.Ports) {
	for _, e := range doc.Edges {
		if e.From == from && e.To == to {
			ports = append(ports, e.Ports)
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
			sum += agreement(edgesBetween(m.doc, c.Name, neighbour.Name), m.peers.between(mine.Items(), theirs.Items()))
			sum += agreement(edgesBetween(m.doc, neighbour.Name, c.Name), m.peers.between(theirs.Items(), mine.Items()))
		}
	}
	return sum + agreement(edgesBetween(m.doc, document.Internet, c.Name), m.peers.between([]string{document.Internet}, mine.Items()))
}

// agreement is +1 where rules permit what is documented, -1 where only one of both is.
func agreement(documented, permitted []document.Ports) int {
	switch {
	case len(documented) == 0 && len(permitted) == 0:
		return 0
	case len(documented) == 0 || len(permitted) == 0:
		return -weightOfTraffic
	}
	for _, d := range documented {
		if !slices.ContainsFunc(permitted, func(p document.Ports) bool { return p.From <= d.From && d.To <= p.To }) {
			return -weightOfTraffic
		}
	}
	return weightOfTraffic
}

// peers are the ports that rules of security groups permit from one group, or the internet, to another.
type peers map[[2]string][]document.Ports

func newPeers(a *model.Architecture) peers {
	p := peers{}
	for i := range a.SecurityGroups {
		g := &a.SecurityGroups[i]
		for _, r := range g.Ingress.Items() {
			p.add(r, g.ID, true)
		}
		for _, r := range g.Egress.Items() {
			p.add(r, g.ID, false)
		}
	}
	return p
}

func (p peers) add(r model.SecurityGroupRule, group string, ingress bool) {
	peer := r.Peer.Or("")
	switch {
	case r.PeerType.Or("") == "security_group" && peer != "":
	case ingress && peer == "0.0.0.0/0":
		peer = document.Internet
	default:
		return
	}
	ports := document.Ports{From: r.FromPort.Or(aPort), To: r.ToPort.Or(everyPort)}
	if protocol := r.Protocol.Or(""); protocol == "all" || protocol == "-1" {
		ports = document.Ports{From: aPort, To: everyPort}
	}
	if ingress {
		p[[2]string{peer, group}] = append(p[[2]string{peer, group}], ports)
	} else {
		p[[2]string{group, peer}] = append(p[[2]string{group, peer}], ports)
	}
}

func (p peers) between(from, to []string) (all []document.Ports) {
	for _, a := range from {
		for _, b := range to {
			all = append(all, p[[2]string{a, b}]...)
		}
	}
	return all
}
