package network

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
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
		e.IngressExact, e.IngressExcess, e.IngressMissing = in.exact(), in.excess, in.missing
		e.IngressPaths, e.IngressCauses = in.paths, in.causes
		out := a.judge(c, byStack[c.stack], false)
		e.EgressExact, e.EgressExcess, e.EgressMissing = out.exact(), out.excess, out.missing
		e.EgressPaths, e.EgressCauses = out.paths, out.causes
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
