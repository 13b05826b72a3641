package network

import (
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// End is one end of an observed connection: what the document has a name for, or else addresses, a prefix list or
// a foreign group.
type End struct {
	Name          string
	Addresses     netip.Prefix
	PrefixList    string
	SecurityGroup string
}

// Observed is a connection that the groups of documented components permit, on one range of ports.
type Observed struct {
	From, To End
	// Protocol is tcp, udp, icmp or all, as documents write it.
	Protocol string
	Ports    document.Ports
}

// WaysOut are where the routes of each subnet lead out of its VPC, by its id: internet_gateway, nat, none or other.
func WaysOut(ix *wiring.Index) map[string]model.Value[string] {
	routes, ways := newRouting(ix), map[string]model.Value[string]{}
	for i := range ix.Model.Subnets {
		s := &ix.Model.Subnets[i]
		ways[s.ID] = routes.tier(s).wayOut()
	}
	return ways
}

// observer gathers what the components of one stack permit.
type observer struct {
	*analysis
	company
	found []Observed
}

// Observe returns what the security groups of a stack's components permit, as edges that a document could have: between
// two components where both sides permit it, else from or to whom the one side names. What no edge can say is left out.
// The facts must have been analyzed against a document that has the components and tiers, whatever its edges.
func Observe(ix *wiring.Index, facts *wiring.Facts, doc *document.Document, stack string) []Observed {
	a := newAnalysis(ix, facts, doc)
	a.ends = a.findEnds()
	known := slices.DeleteFunc(
		a.components(),
		func(c component) bool { return c.stack != stack || c.role == "" || c.open },
	)
	o := &observer{analysis: a, company: companyOf(known)}
	for _, c := range o.all {
		for _, ingress := range []bool{true, false} {
			o.side(c, ingress)
		}
	}
	return o.found
}

// side notes what one component permits in one direction.
func (o *observer) side(c component, ingress bool) {
	if node := o.reach.byID[c.id]; node != nil && node.unfiltered {
		if ingress {
			o.listeners(c)
		}
		return
	}
	for _, group := range c.groups.Items() {
		for _, g := range o.reach.sure.group(group, ingress) {
			if g.unread || g.why != nil {
				continue
			}
			for _, p := range partsOf(g.services) {
				o.grant(c, ingress, g, p)
			}
		}
	}
}

func (o *observer) grant(c component, ingress bool, g *grant, p Observed) {
	if !g.isGroup {
		for _, end := range o.addressEnds(g) {
			o.note(c, ingress, end, p)
		}
		return
	}
	for _, group := range g.peers {
		joined, worn := true, false
		for _, other := range o.all {
			if !slices.Contains(other.groups.Items(), group) {
				continue
			}
			if worn = true; o.holds(c, other, ingress, p) {
				o.note(c, ingress, End{Name: other.role}, p)
			} else {
				joined = false
			}
		}
		if !worn || !joined {
			o.note(c, ingress, End{SecurityGroup: group}, p)
		}
	}
}

// holds reports whether both sides of a connection permit it, and whether a load balancer forwards there.
func (o *observer) holds(c, other component, ingress bool, p Observed) bool {
	from, to := c, other
	if ingress {
		from, to = other, c
	}
	if o.LoadBalancers[from.id] != nil && !o.forwards(from.id, to.id) {
		return false
	}
	e := document.Edge{From: from.role, To: to.role, Protocol: p.Protocol, Ports: p.Ports}
	one := *o.analysis
	one.edges = edgesOf(&document.Document{Edges: []document.Edge{e}})
	return one.permits(from, o.company, false) && one.permits(to, o.company, true)
}

// forwards reports whether any listener of a load balancer sends requests to somebody.
func (o *observer) forwards(balancer, target string) bool {
	return slices.ContainsFunc(o.Model.Listeners, func(l model.Listener) bool {
		return l.LoadBalancer.Or("") == balancer && slices.ContainsFunc(groupsOf(&l), func(group string) bool {
			return slices.ContainsFunc(o.reach.members[group], func(m member) bool { return m.node.ID == target })
		})
	})
}

func (a *analysis) permits(c component, others company, ingress bool) bool {
	cmp := &comparison{
		analysis:   a,
		component:  c,
		ingress:    ingress,
		others:     others,
		byRole:     map[string]services{},
		documented: a.edges,
	}
	if node := a.reach.byID[c.id]; node != nil && node.unfiltered {
		return true
	}
	cmp.collect()
	cmp.findMissing()
	return len(cmp.missing) == 0 && cmp.open == nil
}

// addressEnds are the ends that a rule names by addresses or a prefix list.
func (o *observer) addressEnds(g *grant) (all []End) {
	if len(g.named) == 1 && o.routes.lists[g.named[0]] != nil {
		return []End{{PrefixList: g.named[0]}}
	}
	for _, text := range g.peers {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			all = append(all, End{PrefixList: text})
			continue
		}
		all = append(all, o.named(prefix))
	}
	return all
}

// named is the end of a prefix: what the document calls so, or the prefix itself.
func (o *observer) named(prefix netip.Prefix) End {
	if prefix.Bits() == 0 {
		return End{Name: Internet}
	}
	set := setOf(prefix)
	for _, name := range o.endNames() {
		if end := o.ends.addresses[name]; end != nil && !isInternet(name) && contains(end, set) && contains(set, end) {
			return End{Name: name}
		}
	}
	return End{Addresses: prefix}
}

func (o *observer) endNames() []string {
	names := []string{document.WholeVPC}
	for i := range o.doc.Tiers {
		names = append(names, o.doc.Tiers[i].Name)
	}
	return names
}

// listeners notes who reaches a load balancer without groups: everybody, on the ports of its listeners; and whom it
// forwards to.
func (o *observer) listeners(c component) {
	clients := document.WholeVPC
	if o.reach.byID[c.id].public.Or(false) {
		clients = Internet
	}
	for i := range o.Model.Listeners {
		l := &o.Model.Listeners[i]
		if l.LoadBalancer.Or("") != c.id || !l.Port.IsKnown() || !l.Protocol.IsKnown() {
			continue
		}
		for _, p := range partsOf(portOf(l.Protocol.Or(""), l.Port.Or(0))) {
			o.note(c, true, End{Name: clients}, p)
		}
		for _, group := range groupsOf(l) {
			for _, m := range o.reach.members[group] {
				o.target(c, m)
			}
		}
	}
}

func (o *observer) target(c component, m member) {
	port, known := m.port.Get()
	for _, other := range o.all {
		if p := (Observed{Protocol: "tcp", Ports: document.Ports{From: port, To: port}}); known &&
			other.id == m.node.ID &&
			o.holds(c, other, false, p) {
			o.note(c, false, End{Name: other.role}, p)
		}
	}
}

// note adds a connection, once.
func (o *observer) note(c component, ingress bool, end End, p Observed) {
	if p.From, p.To = (End{Name: c.role}), end; ingress {
		p.From, p.To = end, End{Name: c.role}
	}
	if !slices.Contains(o.found, p) {
		o.found = append(o.found, p)
	}
}

// partsOf are the ranges that a document can write of a set of services.
func partsOf(set services) (all []Observed) {
	everything := document.Ports{From: 0, To: mostPorts}
	if set.isAll() {
		return []Observed{{Protocol: "all", Ports: everything}}
	}
	for _, p := range []struct {
		number int
		name   string
	}{{tcp, "tcp"}, {udp, "udp"}} {
		for _, s := range set.of(p.number) {
			ports := document.Ports{From: s.from, To: s.to}
			if s.from <= 1 && s.to == mostPorts {
				ports = everything
			}
			all = append(all, Observed{Protocol: p.name, Ports: ports})
		}
	}
	if isEveryPort(set.of(icmp)) {
		all = append(all, Observed{Protocol: "icmp", Ports: everything})
	}
	return all
}
