package network

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// findExcess judges one rule: what it permits beyond the document is too much, unless it is
// not decided.
func (c *comparison) findExcess(g wornGrant) {
	beyond := c.beyond(g)
	switch {
	case beyond.isEmpty():
	case len(g.peers) == 0 || !g.exact:
		c.leave(*g.why)
	case g.isGroup:
		c.findGroupExcess(g, beyond)
	case c.mayBeDocumented(g) != nil:
		c.leave(*c.mayBeDocumented(g))
	default:
		for _, peer := range g.peers {
			if excess := c.beyondFor(g, peer); !excess.isEmpty() {
				c.tooMuch(peer, g, excess)
			}
		}
		c.causes = append(c.causes, cause(g.origin, g.group))
	}
}

// beyond is what a rule permits beyond what is documented for the addresses, lists or foreign
// groups that it names. The internet is everybody, whichever group he wears.
func (c *comparison) beyond(g wornGrant) services {
	if g.isGroup || g.unread || len(g.peers) == 0 {
		set := g.services.minus(c.byRole[Internet])
		if g.isGroup && len(g.peers) == 1 {
			set = set.minus(c.allowed.groups[g.peers[0]])
		}
		return set
	}
	return c.beyondIn(g, g.addresses)
}

// beyondFor is the same of one of the addresses that a rule names.
func (c *comparison) beyondFor(g wornGrant, peer string) services {
	if set, known := c.reach.sure.prefix(peer); known {
		return c.beyondIn(g, set)
	}
	return c.beyondIn(g, g.addresses)
}

func (c *comparison) beyondIn(g wornGrant, addresses *netipx.IPSet) services {
	listed, _, _ := c.listServices(c.allowed, g.named)
	return unlisted(g, addresses, listed, c.allowed.boxes)
}

// unlisted is what a rule permits from some addresses beyond what is documented for them and for its prefix list.
func unlisted(g wornGrant, addresses *netipx.IPSet, listed services, allowed []box) (set services) {
	for _, left := range remaining(newBox(addresses, g.services.minus(listed), ""), allowed) {
		set = set.union(left.services)
	}
	return set
}

// mayBeDocumented says why a rule may be no excess at all: its prefix list may be a documented one, or what it lets in
// may be seen by its own addresses.
func (c *comparison) mayBeDocumented(g wornGrant) *model.Why {
	_, most, why := c.listServices(c.allowed, g.named)
	if why == nil {
		why = c.allowed.why
	}
	allowed := slices.Concat(c.allowed.boxes, c.allowed.perhaps)
	if why == nil || !unlisted(g, g.addresses, most, allowed).isEmpty() {
		return nil
	}
	return why
}

// findGroupExcess judges a rule for a group by who wears that group. Of several groups that
// can be meant, all must be too much.
func (c *comparison) findGroupExcess(g wornGrant, beyond services) {
	if len(g.peers) == 1 {
		s := c.standingOf(g.peers[0], beyond)
		c.groupExcess(g, s, beyond)
		if !s.isExcess() && s.open != nil {
			c.leave(*s.open)
		}
		return
	}
	var all services
	excess, open := 0, false
	for _, id := range g.peers {
		s := c.standingOf(id, beyond)
		all, open = all.union(s.excess), open || s.open != nil
		if len(s.others) > 0 {
			all = beyond
		}
		if s.isExcess() {
			excess++
		}
	}
	switch {
	case excess == len(g.peers):
		c.tooMuch(fmt.Sprintf("one of %d groups", excess), g, all)
		c.causes = append(c.causes, cause(g.origin, g.group))
	case excess > 0 || open:
		c.leave(*g.why)
	}
}

// fewWearers is how many wearers of a group evidence names; the others it counts.
const fewWearers = 3

// groupExcess notes what is too much of a rule for one group: what documented components get
// beyond their edges accuses the rule, what others get accuses them.
func (c *comparison) groupExcess(g wornGrant, s standing, beyond services) {
	group := g.peers[0]
	if !s.excess.isEmpty() {
		c.tooMuch(group, g, s.excess, c.intruders(group, beyond)...)
		c.causes = append(c.causes, cause(g.origin, g.group))
	}
	c.causes = append(c.causes, s.others...)
	wears := " (wears " + c.reach.name(group) + ")"
	for i, id := range s.others {
		if i == fewWearers {
			c.tooMuch(fmt.Sprintf("%d more%s", len(s.others)-i, wears), g, beyond)
			return
		}
		c.tooMuch(c.reach.name(id)+wears, g, beyond, id)
	}
}

// tooMuch notes what a rule permits beyond the document, with the group and the resource
// that wrote it. Ends are the things that the peer stands for, where they are known.
func (c *comparison) tooMuch(peer string, g wornGrant, excess services, ends ...string) {
	c.connectMore(peer, g, excess, ends)
	if peer == "0.0.0.0/0" || peer == "::/0" {
		peer = Internet + " (" + peer + ")"
	}
	line := c.arrow(peer, g.group, excess.String()) + ", written by " + c.reach.name(g.origin)
	if c.isNote(g) {
		c.more = append(c.more, line)
		return
	}
	c.excess = append(c.excess, line)
}

// isNote reports whether what a rule permits beyond the document is no finding, and yet worth saying: where the
// document does not say that its edges are all, but for the internet's; where it has none at all, for the internet's
// alone.
func (c *comparison) isNote(g wornGrant) bool {
	if !c.doc.HasEdges {
		return c.isWorthSaying(g)
	}
	return c.doc.IsOpen(c.role, c.ingress) && !c.isPublic(g)
}

// isWorthSaying: nobody wants to overlook what the internet is let into. Load balancers are there for it.
func (c *comparison) isWorthSaying(g wornGrant) bool {
	return c.ingress && c.isPublic(g) && c.KindOf(c.id) != "load_balancer"
}

// isPublic reports whether a rule is for addresses of the internet, or may be: what comes from there is
// too much even where the documented edges are not complete.
func (c *comparison) isPublic(g wornGrant) bool {
	return !g.isGroup && (g.addresses == nil || g.addresses.Overlaps(c.reach.public))
}
