package network

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// findExcess judges one rule: what it permits beyond the document is too much, unless it is
// not decided.
func (c *comparison) findExcess(g worngrant) {
	beyond := g.services.minus(c.byRole[Internet])
	switch {
	case beyond.isEmpty():
	case len(g.peers) == 0 || !g.exact:
		c.leave(*g.why)
	case g.isGroup:
		c.findGroupExcess(g, beyond)
	default:
		for _, peer := range g.peers {
			c.tooMuch(peer, g, beyond)
		}
		c.causes = append(c.causes, cause(g.origin, g.group))
	}
}

// standing is how a peer group relates to the documented edges.
type standing struct {
	// excess is what those who wear it are permitted beyond the document.
	excess services
	// others are undocumented wearers, each of whom everything is too much for.
	others []string
	// open says who may wear it, and would be permitted too much; nil where nobody.
	open *model.Why
}

// isExcess: it is too much, whoever else wears it.
func (s standing) isExcess() bool { return !s.excess.isEmpty() || len(s.others) > 0 }

// findGroupExcess judges a rule for a group by who wears that group. Of several groups that
// can be meant, all must be too much.
func (c *comparison) findGroupExcess(g worngrant, beyond services) {
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
func (c *comparison) groupExcess(g worngrant, s standing, beyond services) {
	group := g.peers[0]
	if !s.excess.isEmpty() {
		c.tooMuch(group, g, s.excess)
		c.causes = append(c.causes, cause(g.origin, g.group))
	}
	c.causes = append(c.causes, s.others...)
	wears := " (wears " + c.reach.name(group) + ")"
	for i, id := range s.others {
		if i == fewWearers {
			c.tooMuch(fmt.Sprintf("%d more%s", len(s.others)-i, wears), g, beyond)
			return
		}
		c.tooMuch(c.reach.name(id)+wears, g, beyond)
	}
}

// documentedOf are the services that are documented for somebody.
func (c *comparison) documentedOf(w wearer) services {
	if !w.documented || w.stack != c.stack {
		return services{}
	}
	return c.byRole[w.role]
}

// standingOf judges some services that a group is permitted: all who wear it must be the
// documented end of edges that cover them. A group that no documented component wears stands
// for nobody the document knows.
func (c *comparison) standingOf(group string, beyond services) standing {
	worn := c.wardrobe.sure[group]
	if worn == nil {
		return c.standingOfUnworn(group, beyond)
	}
	s := standing{others: worn.others}
	for _, w := range worn.roles {
		s.excess = s.excess.union(beyond.minus(c.documentedOf(w)))
	}
	if s.isExcess() {
		return s
	}
	s.open = c.wardrobe.gap
	c.mayWear(group, func(w openWearer) bool {
		if s.open == nil && !beyond.minus(c.documentedOf(w.wearer)).isEmpty() {
			s.open = mayWear(w, group)
		}
		return s.open == nil
	})
	return s
}

// standingOfUnworn: nobody wears it for sure. It is too much, unless a documented end of
// these services may wear it.
func (c *comparison) standingOfUnworn(group string, beyond services) standing {
	s := standing{open: c.wardrobe.documentedGap}
	for _, w := range c.wardrobe.byGroup[group] {
		if s.open == nil && (w.anybody || !beyond.and(c.documentedOf(w.wearer)).isEmpty()) {
			s.open = mayWear(w, group)
		}
	}
	for _, o := range c.others {
		if s.open == nil && o.mayWearAny() && !beyond.and(c.documentedOf(o.wearer)).isEmpty() {
			s.open = mayWear(openWearer{wearer: o.wearer, why: o.groups.Why()}, group)
		}
	}
	if s.open == nil {
		s.open = c.absentEnd(group, beyond)
	}
	if s.open == nil {
		s.excess = beyond
	}
	return s
}

// mayWearAny: it may wear groups that are not known, whichever.
func (o component) mayWearAny() bool {
	return !o.groups.IsWhole() && len(o.groups.Why().Candidates) == 0
}

func mayWear(w openWearer, group string) *model.Why {
	why := w.why
	if why.Detail == "" {
		why.Detail = "whether " + w.id + " wears " + group + " is not known"
	}
	return &why
}

// tooMuch notes what a rule permits beyond the document, with the group and the resource
// that wrote it.
func (c *comparison) tooMuch(peer string, g worngrant, excess services) {
	if peer == "0.0.0.0/0" || peer == "::/0" {
		peer = Internet + " (" + peer + ")"
	}
	c.excess = append(c.excess, c.arrow(peer, g.group, excess.String())+", written by "+c.reach.name(g.origin))
}

// findPaths draws the documented chain to this component, group by group, when it holds.
func (c *comparison) findPaths() {
	if !c.ingress || len(c.excess) > 0 {
		c.paths = c.excess
		return
	}
	chain, role := "", c.role
	hop := c.groupLabel(c.component)
	for range c.edges {
		edge, ok := c.edgeTo(role)
		if !ok {
			return
		}
		chain = " -> " + hop + ":" + strconv.Itoa(edge.Port) + chain
		if role = edge.From; role == Internet {
			c.paths = append(c.paths, Internet+chain)
			return
		}
		i := slices.IndexFunc(c.others, func(o component) bool { return o.role == role })
		if i < 0 {
			return
		}
		hop = c.groupLabel(c.others[i])
	}
}

func (c *comparison) groupLabel(o component) string {
	if groups := o.groups.Items(); len(groups) > 0 {
		return c.reach.name(groups[0])
	}
	return c.reach.name(o.id)
}

func (c *comparison) edgeTo(role string) (Edge, bool) {
	for _, e := range c.edges {
		if e.To == role {
			return e, true
		}
	}
	return Edge{}, false
}
