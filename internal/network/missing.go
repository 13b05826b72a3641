package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// findMissing checks that every documented edge is permitted on this side: it is missing
// where no rule can permit it, and open where only one does that is.
func (c *comparison) findMissing() {
	for _, e := range c.documented {
		p := c.permitting(e)
		if c.isNowhere() && (c.ingress || isInternet(c.far(e))) {
			// What has no interface in a VPC is in AWS's own network, which leads to the internet, and no security
			// group stands before it.
			c.connect(e, c.far(e), func() {})
			continue
		}
		if c.ends.isAddress(c.far(e)) {
			c.connect(e, c.far(e), func() { c.findMissingToAddresses(e, p) })
			continue
		}
		c.findMissingToAll(e, p)
	}
}

// isNowhere: it has no network interface, as a function outside of a VPC.
func (o component) isNowhere() bool {
	return o.wearsNothing() && o.subnets.IsWhole() && len(o.subnets.Items()) == 0
}

// findMissingToAddresses checks an edge to an end that stands for addresses, a prefix list or a
// foreign group.
func (c *comparison) findMissingToAddresses(e edge, p permission) {
	name := c.far(e)
	if group := c.ends.groups[name]; group != "" {
		if why, permitted := p.groups[group]; permitted && why == nil {
			return
		} else if permitted {
			c.leave(*why)
			return
		}
	}
	switch listed := c.isListed(c.ends.lists[name], p.lists); {
	case listed.Or(false):
		return
	case !listed.IsKnown():
		c.leave(listed.Why())
		return
	}
	addresses := c.ends.addresses[name]
	switch {
	case p.everywhere || covers(p.decided, name, addresses):
	case p.open != nil && (addresses == nil || covers(p.most, name, addresses)):
		c.leave(*p.open)
	case name == Internet:
		c.lack(e, "the internet (0.0.0.0/0)")
	default:
		c.lack(e, name)
	}
}

// isListed reports whether one of the prefix lists that rules name is the documented one.
func (c *comparison) isListed(documented string, lists []string) model.Value[bool] {
	any := []model.Value[bool]{model.Known(false)}
	for _, id := range lists {
		if documented != "" {
			any = append(any, c.isList(id, documented))
		}
	}
	return model.Some(any...)
}

// covers reports whether some addresses hold all of an end's; of the internet IPv4 counts.
func covers(set *netipx.IPSet, name string, addresses *netipx.IPSet) bool {
	if isInternet(name) {
		return everyAddress(set)
	}
	return addresses != nil && contains(set, addresses)
}

// findMissingToAll checks an edge to each component of its far end. Where there is none, the
// edge is not missing, unless one of another stack may be it.
func (c *comparison) findMissingToAll(e edge, p permission) {
	others := c.others.of(c.far(e))
	for _, other := range others {
		if other.replica {
			continue
		}
		c.connect(e, other.id, func() {
			if !p.everywhere {
				c.findMissingTo(e, other, p)
			}
		})
	}
	if len(others) > 0 || p.everywhere {
		return
	}
	if why := c.whyElsewhere(c.far(e)); why != nil {
		c.leave(*why)
	}
}

// permission is whom the rules of one side permit an edge.
type permission struct {
	// everywhere says that they permit it from or to every address; open why they may.
	everywhere bool
	open       *model.Why
	// groups are those whose wearers they permit it, with why that is open, or nil.
	groups map[string]*model.Why
	// lists are the prefix lists that they permit it, decided the addresses for sure, and most
	// those that they may permit it.
	lists         []string
	decided, most *netipx.IPSet
}

func (c *comparison) permitting(e edge) permission {
	p := permission{groups: map[string]*model.Why{}}
	var decided, most netipx.IPSetBuilder
	for _, g := range c.grants {
		if !e.any && !g.services.contains(e.least()) {
			continue
		}
		for _, id := range g.peers {
			if why, known := p.groups[id]; g.isGroup && (!known || why != nil) {
				p.groups[id] = g.why
			}
		}
		if g.isGroup {
			continue
		}
		most.AddSet(g.addresses)
		if len(g.named) == 1 {
			p.lists = append(p.lists, g.named[0])
		}
		if g.why == nil {
			decided.AddSet(g.addresses)
		} else if p.open == nil {
			p.open = g.why
		}
	}
	p.everywhere = coversInternet(&decided)
	p.decided, p.most = built(&decided), built(&most)
	return p
}

// findMissingTo checks an edge to one component that no address permits.
func (c *comparison) findMissingTo(e edge, other component, p permission) {
	open := p.openEverywhere()
	if mine := setOf(
		c.prefixesOf(other.subnets)...); other.wearsNothing() && other.subnets.IsWhole() && !isNowhere(mine) &&
		contains(p.decided, mine) {
		switch admitted := c.clientsAdmitted(other, p); {
		case admitted.Or(false):
			return
		case !admitted.IsKnown():
			why := admitted.Why()
			open = &why
		}
	}
	for _, list := range c.listsOf(other) {
		switch listed := c.isListed(list, p.lists); {
		case !listed.IsKnown():
			why := listed.Why()
			open = &why
		case listed == model.Known(true):
			return
		}
	}
	for _, id := range other.groups.Items() {
		if why, ok := p.groups[id]; ok && why == nil {
			return
		} else if ok {
			open = why
		}
	}
	if open == nil && other.mayWearOneOf(p.groups) {
		why := other.groups.Why()
		open = &why
	}
	if open != nil {
		c.leave(*open)
		return
	}
	c.lack(e, other.id)
}

// clientsAdmitted reports whether the rules admit the clients of a load balancer, as far as targets see their addresses.
func (c *comparison) clientsAdmitted(balancer component, p permission) model.Value[bool] {
	seen, found := c.handsOn(balancer.id)
	admitted := []model.Value[bool]{model.Known(true)}
	for _, e := range c.edges {
		addresses := c.ends.addresses[e.from]
		if !c.ingress || !found || e.to != balancer.role || addresses == nil || covers(p.decided, e.from, addresses) {
			continue
		}
		isAdmitted := model.Known(false)
		if p.open != nil && covers(p.most, e.from, addresses) {
			isAdmitted = model.Unknown[bool](*p.open)
		}
		admitted = append(admitted, model.Some(model.Not(seen), isAdmitted))
	}
	return model.Every(admitted...)
}

// openEverywhere is why the rules may permit an edge to every address.
func (p permission) openEverywhere() *model.Why {
	if everyAddress(p.most) {
		return p.open
	}
	return nil
}

// mayWearOneOf: which groups it wears is not known, and one of these may be.
func (o component) mayWearOneOf(groups map[string]*model.Why) bool {
	if len(groups) == 0 || o.groups.IsWhole() {
		return false
	}
	isOne := func(id string) bool { _, ok := groups[id]; return ok }
	return o.mayWearAny() || slices.ContainsFunc(o.groups.Why().Candidates, isOne)
}

// lack notes an edge that is missing: what would have to permit it are the groups worn.
func (c *comparison) lack(e edge, end string) {
	c.missing = append(c.missing, c.arrow(end, c.id, e.port()))
	c.causes = append(c.causes, c.groups.Items()...)
}
