package network

import (
	"slices"
	"sort"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// component is one end of edges: a resource, its role, and the groups it wears.
type component struct {
	wearer
	groups model.List[string]
	// subnets are those it sits in.
	subnets model.List[string]
	// replica: nobody has to reach it.
	replica bool
}

// findWearers lists who wears which group, over all stacks.
func (a *analysis) findWearers() {
	for _, c := range a.components() {
		for _, g := range c.groups.Items() {
			a.wearers[g] = append(a.wearers[g], c.wearer)
		}
	}
	for i := range a.Model.VPCEndpoints {
		e := &a.Model.VPCEndpoints[i]
		for _, g := range e.SecurityGroups.Items() {
			a.wearers[g] = append(a.wearers[g], wearer{id: e.ID, role: "vpc_endpoint"})
		}
	}
}

func (a *analysis) components() []component {
	var all []component
	for i := range a.facts.LoadBalancers {
		c := &a.facts.LoadBalancers[i]
		all = append(all, component{wearer{c.ID, LoadBalancer, c.Stack}, c.SecurityGroups, c.Subnets, false})
	}
	for i := range a.facts.Services {
		c := &a.facts.Services[i]
		all = append(all, component{wearer{c.ID, Application, c.Stack}, c.SecurityGroups, c.Subnets, false})
	}
	for i := range a.facts.Databases {
		c := &a.facts.Databases[i]
		all = append(all, component{wearer{c.ID, Database, c.Stack}, c.SecurityGroups, c.Subnets, c.ReplicaOf.Or("") != ""})
	}
	for i := range a.facts.Caches {
		c := &a.facts.Caches[i]
		all = append(all, component{wearer{c.ID, Cache, c.Stack}, c.SecurityGroups, c.Subnets, false})
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
		e.IngressExact, e.IngressExcess, e.IngressMissing, e.IngressPaths = in.exact(), in.excess, in.missing, in.paths
		out := a.judge(c, byStack[c.stack], false)
		e.EgressExact, e.EgressExcess, e.EgressMissing, e.EgressPaths = out.exact(), out.excess, out.missing, out.paths
		e.ACLBlocks = a.blocked(c, byStack[c.stack])
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

// comparison is what one component's rules of one direction permit against what is documented.
type comparison struct {
	*analysis
	component
	ingress bool
	// others are the components of the stack.
	others []component
	// documented are the edges that end (ingress) or begin (egress) here.
	documented []Edge
	excess     []string
	missing    []string
	paths      []string
	open       *model.Why
	// reached are the groups that a rule on a port admits; internet the addresses.
	reached  map[int]map[string]bool
	internet map[int]*netipx.IPSetBuilder
	// vague are ports on which something unknown may be admitted.
	vague *model.Why
	// reading is the group whose rules are being read.
	reading string
}

func (a *analysis) judge(c component, others []component, ingress bool) *comparison {
	cmp := &comparison{analysis: a, component: c, ingress: ingress, others: others, reached: map[int]map[string]bool{}, internet: map[int]*netipx.IPSetBuilder{}}
	for _, e := range a.edges {
		if ingress && e.To == c.role || !ingress && e.From == c.role {
			cmp.documented = append(cmp.documented, e)
			cmp.reached[e.Port], cmp.internet[e.Port] = map[string]bool{}, &netipx.IPSetBuilder{}
		}
	}
	cmp.readGroups()
	cmp.findMissing()
	sort.Strings(cmp.excess)
	cmp.excess = slices.Compact(cmp.excess)
	sort.Strings(cmp.missing)
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

// leave keeps the first reason why something is open, unless a later one outweighs it.
func (c *comparison) leave(why model.Why) {
	if c.open == nil || why.Outweighs(*c.open) {
		c.open = &why
	}
}

// readGroups reads the rules of every group the component wears.
func (c *comparison) readGroups() {
	if gap := c.Model.GapFor("security_groups"); gap != nil {
		c.uncertain(gap.Why())
	}
	if !c.groups.IsWhole() {
		c.uncertain(c.groups.Why())
	}
	for _, id := range c.groups.Items() {
		group := c.SecurityGroups[id]
		if group == nil {
			c.uncertain(model.Why{Reason: model.NotInSource, Detail: "the security group " + id + " was not read"})
			continue
		}
		rules := group.Egress
		if c.ingress {
			rules = group.Ingress
		}
		if !rules.IsWhole() {
			c.uncertain(rules.Why())
		}
		c.reading = id
		for _, r := range rules.Items() {
			c.readRule(r)
		}
	}
}

// uncertain: something unread may permit more, and may permit what seems missing.
func (c *comparison) uncertain(why model.Why) {
	c.leave(why)
	if c.vague == nil {
		c.vague = &why
	}
}

// far is the other end of an edge.
func (c *comparison) far(e Edge) string {
	if c.ingress {
		return e.From
	}
	return e.To
}

// findMissing checks that every documented edge is permitted on this side.
func (c *comparison) findMissing() {
	for _, e := range c.documented {
		if c.far(e) == Internet {
			if !coversInternet(c.internet[e.Port]) {
				c.lack(e, "the internet (0.0.0.0/0)")
			}
			continue
		}
		for _, other := range c.others {
			if other.role == c.far(e) && !other.replica && !c.reaches(e, other) {
				c.lack(e, other.id)
			}
		}
	}
}

func (c *comparison) reaches(e Edge, other component) bool {
	if slices.ContainsFunc(other.groups.Items(), func(g string) bool { return c.reached[e.Port][g] }) {
		return true
	}
	if !other.groups.IsWhole() {
		c.leave(other.groups.Why())
		return true // it may, so it is not missing but open
	}
	return coversInternet(c.internet[e.Port])
}

func (c *comparison) lack(e Edge, end string) {
	if c.vague != nil {
		return
	}
	c.missing = append(c.missing, c.arrow(end, c.id, strconv.Itoa(e.Port)))
}

// arrow draws a connection between another end and this component, or a group it wears.
func (c *comparison) arrow(end, here, port string) string {
	end, here = c.reach.name(end), c.reach.name(here)
	if c.ingress {
		return end + " -> " + here + ":" + port
	}
	return here + " -> " + end + ":" + port
}
