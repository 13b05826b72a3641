package network

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// component is one end of edges: a documented resource, and the groups it wears.
type component struct {
	wearer
	groups model.List[string]
	// subnets are those it sits in.
	subnets model.List[string]
	// replica: nobody has to reach it.
	replica bool
}

// components are the documented ones.
func (a *analysis) components() []component {
	var all []component
	add := func(id, role, stack string, p *model.Placement, replica bool) {
		all = append(all, component{wearer{id, role, stack, true}, p.SecurityGroups, p.Subnets, replica})
	}
	for i := range a.facts.LoadBalancers {
		c := &a.facts.LoadBalancers[i]
		add(c.ID, LoadBalancer, c.Stack, &c.Placement, false)
	}
	for i := range a.facts.Services {
		c := &a.facts.Services[i]
		add(c.ID, Application, c.Stack, &c.Placement, false)
	}
	for i := range a.facts.Databases {
		c := &a.facts.Databases[i]
		add(c.ID, Database, c.Stack, &c.Placement, c.ReplicaOf.Or("") != "")
	}
	for i := range a.facts.Caches {
		c := &a.facts.Caches[i]
		add(c.ID, Cache, c.Stack, &c.Placement, false)
	}
	return all
}

// fillEdges judges each component in both directions.
func (a *analysis) fillEdges() {
	byStack := map[string][]component{}
	results := map[string]wiring.Edges{}
	all := a.components()
	for _, c := range all {
		byStack[c.stack] = append(byStack[c.stack], c)
	}
	for _, c := range all {
		var e wiring.Edges
		in := a.judge(c, byStack[c.stack], true)
		e.IngressExact, e.IngressExcess, e.IngressMissing, e.IngressPaths, e.IngressCauses = in.exact(), in.excess, in.missing, in.paths, in.causes
		out := a.judge(c, byStack[c.stack], false)
		e.EgressExact, e.EgressExcess, e.EgressMissing, e.EgressPaths, e.EgressCauses = out.exact(), out.excess, out.missing, out.paths, out.causes
		blocks := a.blocked(c, byStack[c.stack])
		e.ACLBlocks, e.ACLCauses = blocks.lines, blocks.causes
		a.fillReach(&e, c, byStack[c.stack])
		results[c.id] = e
	}
	for i := range a.facts.LoadBalancers {
		a.facts.LoadBalancers[i].Edges = results[a.facts.LoadBalancers[i].ID]
	}
	for i := range a.facts.Services {
		a.facts.Services[i].Edges = results[a.facts.Services[i].ID]
	}
	for i := range a.facts.Databases {
		a.facts.Databases[i].Edges = results[a.facts.Databases[i].ID]
	}
	for i := range a.facts.PrimaryDatabases {
		a.facts.PrimaryDatabases[i].Edges = results[a.facts.PrimaryDatabases[i].ID]
	}
	for i := range a.facts.Caches {
		a.facts.Caches[i].Edges = results[a.facts.Caches[i].ID]
	}
}

// comparison is what one component's own groups permit in one direction, whoever the other
// end is, against what is documented.
type comparison struct {
	*analysis
	component
	ingress bool
	// others are the components of the stack.
	others []component
	// documented are the edges that end (ingress) or begin (egress) here.
	documented []Edge
	// byRole are the services of the documented edges, by the role of their far end.
	byRole map[string]services
	grants []worngrant
	excess []string
	// missing are documented edges that no rule permits.
	missing []string
	paths   []string
	causes  []string
	open    *model.Why
}

// worngrant is a grant of a group that the component wears.
type worngrant struct {
	*grant
	group string
}

func (a *analysis) judge(c component, others []component, ingress bool) *comparison {
	cmp := &comparison{analysis: a, component: c, ingress: ingress, others: others, byRole: map[string]services{}}
	for _, e := range a.edges {
		if ingress && e.To == c.role || !ingress && e.From == c.role {
			cmp.documented = append(cmp.documented, e)
			cmp.byRole[cmp.far(e)] = cmp.byRole[cmp.far(e)].union(e.services())
		}
	}
	cmp.collect()
	for _, g := range cmp.grants {
		cmp.findExcess(g)
	}
	cmp.findMissing()
	cmp.excess, cmp.missing, cmp.causes = sorted(cmp.excess), sorted(cmp.missing), sorted(cmp.causes)
	cmp.findPaths()
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
	if c.open == nil {
		c.open = &why
	}
}

// collect gathers what every group the component wears permits. A group that it wears and
// that is not known may permit anything.
func (c *comparison) collect() {
	if gap := c.Model.GapFor("security_groups"); gap != nil {
		c.grants = append(c.grants, worngrant{unreadGrant("", gap.Why()), ""})
	}
	if !c.groups.IsWhole() {
		c.grants = append(c.grants, worngrant{unreadGrant("", c.groups.Why()), ""})
	}
	for _, id := range c.groups.Items() {
		for _, g := range c.reach.sure.group(id, c.ingress) {
			c.grants = append(c.grants, worngrant{g, id})
		}
	}
}

func (e Edge) services() services { return service(tcp, e.Port, e.Port) }

// far is the other end of an edge.
func (c *comparison) far(e Edge) string {
	if c.ingress {
		return e.From
	}
	return e.To
}

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
		for _, other := range c.others {
			if other.role == c.far(e) && !other.replica && !p.everywhere {
				c.findMissingTo(e, other, p)
			}
		}
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

// arrow draws a connection between another end and this component, or a group it wears.
func (c *comparison) arrow(end, here, port string) string {
	end, here = c.reach.name(end), c.reach.name(here)
	if c.ingress {
		return end + " -> " + here + ":" + port
	}
	return here + " -> " + end + ":" + port
}
