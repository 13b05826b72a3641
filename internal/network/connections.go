package network

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// connect judges a documented edge to one other end, and notes how it stands.
func (c *comparison) connect(e edge, far string, judge func()) {
	before, lacking := c.open, len(c.missing)
	c.open = nil
	judge()
	one := wiring.Connection{Ingress: c.ingress, Far: far, Ports: e.services.String(), Standing: wiring.Permitted}
	switch {
	case len(c.missing) > lacking:
		one.Standing, one.Why = wiring.Missing, "no rule of "+c.side()+" permits it"
	case c.open != nil:
		one.Standing, one.Why = wiring.Open, c.open.Detail
	default:
		c.follow(e, &one)
	}
	if mine := c.open; before != nil {
		if c.open = before; mine != nil {
			c.leave(*mine)
		}
	}
	c.connections = append(c.connections, one)
}

// follow says of an edge that groups permit whether routes let it through too. What network ACLs do is noted by
// itself, so that one that is not known leaves no route open.
func (c *comparison) follow(e edge, one *wiring.Connection) {
	here, there := c.reach.byID[c.id], c.reach.byID[one.Far]
	if here == nil || there == nil || c.isNowhere() || c.replica {
		return
	}
	if c.ingress {
		here, there = there, here
	}
	answer := c.answer(here, there, e)
	if !answer.Reachable.IsKnown() {
		answer = c.reach.beforeACLs().ask(here, there, e.services, false)
	}
	switch reachable, known := answer.Reachable.Get(); {
	case !known:
		one.Standing, one.Why = wiring.Open, answer.Stop
	case !reachable:
		one.Standing, one.Why = wiring.Missing, answer.Stop
	}
}

// side names what would have to permit an edge here.
func (c *comparison) side() string {
	var names []string
	for _, id := range c.groups.Items() {
		names = append(names, c.reach.name(id))
	}
	if len(names) == 0 {
		return c.reach.name(c.id)
	}
	return strings.Join(names, ", ")
}

// connectMore notes what is permitted beyond the document, one end each. What is a note is drawn as documented, and so
// is all of it where no edges are documented: nothing is too much of what nobody stated.
func (c *comparison) connectMore(peer string, g wornGrant, excess services, ends []string) {
	if len(ends) == 0 {
		ends = []string{peer}
	}
	standing := wiring.Excess
	if !c.doc.HasEdges || c.isNote(g) {
		standing = wiring.Permitted
	}
	for _, end := range ends {
		c.connections = append(c.connections, wiring.Connection{Ingress: c.ingress, Far: end, Ports: excess.String(),
			Standing: standing, Why: "written by " + c.reach.name(g.origin)})
	}
}

// intruders are the documented components that wear a group and get more by it than is documented for them.
func (c *comparison) intruders(group string, beyond services) (ids []string) {
	worn := c.wardrobe.sure[group]
	if worn == nil {
		return nil
	}
	for _, w := range worn.roles {
		if !beyond.minus(c.documentedOf(w)).isEmpty() {
			ids = append(ids, w.id)
		}
	}
	return ids
}

// note is how network ACLs leave an edge, where they do not let it through for sure.
func (b *blocks) note(other *component, e edge, inbound bool) {
	one := wiring.Connection{Ingress: inbound, Far: e.to, Ports: e.services.String(), Standing: wiring.Open}
	if inbound {
		one.Far = e.from
	}
	if other != nil {
		one.Far = other.id
	}
	switch {
	case len(b.lines.Items()) > 0:
		one.Standing, one.Why = wiring.Missing, "a network ACL stops it: "+b.lines.Items()[0]
	case b.lines.IsWhole():
		return
	case b.lines.Why().Reason == model.NotManaged:
		// The VPC's own ACL lets everything through until somebody changes it, which the rules on ACLs say.
		one.Standing, one.Why = wiring.Permitted, "network ACLs: "+b.lines.Why().Detail
	default:
		one.Why = "whether network ACLs let it through is not known: " + b.lines.Why().Detail
	}
	b.edges = append(b.edges, one)
}
