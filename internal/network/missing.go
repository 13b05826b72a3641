package network

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// findMissing checks that every documented edge is permitted on this side: it is missing
// where no rule can permit it, and open where only one does that is.
func (c *comparison) findMissing() {
	for _, e := range c.documented {
		p := c.permitting(e)
		if c.far(e) == Internet {
			if !p.everywhere && p.open != nil {
				c.leave(*p.open)
			} else if !p.everywhere {
				c.lack(e, "the internet (0.0.0.0/0)")
			}
			continue
		}
		c.findMissingToAll(e, p)
	}
}

// findMissingToAll checks an edge to each component of its far end. Where there is none, the
// edge is not missing, unless one of another stack may be it.
func (c *comparison) findMissingToAll(e Edge, p permission) {
	found := false
	for _, other := range c.others {
		if other.role != c.far(e) {
			continue
		}
		if found = true; !other.replica && !p.everywhere {
			c.findMissingTo(e, other, p)
		}
	}
	if found || p.everywhere {
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
}

func (c *comparison) permitting(e Edge) permission {
	p := permission{groups: map[string]*model.Why{}}
	var decided, most netipx.IPSetBuilder
	for _, g := range c.grants {
		if !g.services.contains(e.services()) {
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
		if g.why == nil {
			decided.AddSet(g.addresses)
		} else if p.open == nil {
			p.open = g.why
		}
	}
	if p.everywhere = coversInternet(&decided); !p.everywhere && !coversInternet(&most) {
		p.open = nil
	}
	return p
}

// findMissingTo checks an edge to one component that no address permits.
func (c *comparison) findMissingTo(e Edge, other component, p permission) {
	open := p.open
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

// mayWearOneOf: which groups it wears is not known, and one of these may be.
func (o component) mayWearOneOf(groups map[string]*model.Why) bool {
	if len(groups) == 0 || o.groups.IsWhole() {
		return false
	}
	isOne := func(id string) bool { _, ok := groups[id]; return ok }
	return o.mayWearAny() || slices.ContainsFunc(o.groups.Why().Candidates, isOne)
}

// lack notes an edge that is missing: what would have to permit it are the groups worn.
func (c *comparison) lack(e Edge, end string) {
	c.missing = append(c.missing, c.arrow(end, c.id, strconv.Itoa(e.Port)))
	c.causes = append(c.causes, c.groups.Items()...)
}
