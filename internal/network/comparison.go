package network

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// comparison is what one component's own groups permit in one direction, whoever the other
// end is, against what is documented.
type comparison struct {
	*analysis
	component
	ingress bool
	// others are the components of the stack.
	others company
	// documented are the edges that end (ingress) or begin (egress) here.
	documented []edge
	// byRole are the services of the documented edges, by the role of their far end.
	byRole map[string]services
	// allowed is what is documented for ends that rules name by addresses, lists or foreign groups.
	allowed documented
	// more are what is permitted beyond the document where that may be: notes, not findings.
	more   []string
	grants []wornGrant
	excess []string
	// missing are documented edges that no rule permits.
	missing []string
	paths   []string
	causes  []string
	open    *model.Why
	// connections are the edges one by one.
	connections []wiring.Connection
}

// wornGrant is a grant of a group that the component wears.
type wornGrant struct {
	*grant
	group string
}

func (a *analysis) judge(c component, others company, ingress bool) *comparison {
	cmp := &comparison{analysis: a, component: c, ingress: ingress, others: others, byRole: map[string]services{}}
	for _, e := range a.edges {
		if ingress && e.to == c.role || !ingress && e.from == c.role {
			cmp.documented = append(cmp.documented, e)
			cmp.byRole[cmp.far(e)] = cmp.byRole[cmp.far(e)].union(e.services)
		}
	}
	if node := a.reach.byID[c.id]; node != nil && node.unfiltered {
		cmp.judgeListeners()
		cmp.excess, cmp.missing, cmp.causes = sorted(cmp.excess), sorted(cmp.missing), sorted(cmp.causes)
		return cmp
	}
	cmp.allowed = cmp.outside()
	cmp.collect()
	for _, g := range cmp.grants {
		cmp.findExcess(g)
	}
	cmp.findMissing()
	cmp.excess, cmp.missing, cmp.causes = sorted(cmp.excess), sorted(cmp.missing), sorted(cmp.causes)
	cmp.findPaths()
	cmp.more = sorted(cmp.more)
	return cmp
}

func (c *comparison) exact() model.Value[bool] {
	switch {
	case len(c.excess) > 0 || len(c.missing) > 0:
		return model.Known(false)
	case c.open != nil:
		return model.Unknown[bool](*c.open)
	}
	return model.Known(true)
}

// leave keeps the first reason why something is open.
func (c *comparison) leave(why model.Why) {
	if c.open == nil || why.Outweighs(*c.open) {
		c.open = &why
	}
}

// collect gathers what every group the component wears permits. A group that it wears and
// that is not known may permit anything.
func (c *comparison) collect() {
	if gap := c.Model.GapFor("security_groups"); gap != nil {
		c.grants = append(c.grants, wornGrant{unreadGrant("", gap.Why()), ""})
	}
	if !c.groups.IsWhole() {
		c.grants = append(c.grants, wornGrant{unreadGrant("", c.groups.Why()), ""})
	}
	for _, id := range c.groups.Items() {
		for _, g := range c.reach.sure.group(id, c.ingress) {
			c.grants = append(c.grants, wornGrant{g, id})
		}
	}
}

// far is the other end of an edge.
func (c *comparison) far(e edge) string {
	if c.ingress {
		return e.from
	}
	return e.to
}

// arrow draws a connection between another end and this component, or a group it wears.
func (c *comparison) arrow(end, here, port string) string {
	end, here = c.reach.name(end), c.reach.name(here)
	if c.ingress {
		return end + " -> " + here + ":" + port
	}
	return here + " -> " + end + ":" + port
}
