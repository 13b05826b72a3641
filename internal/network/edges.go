package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// component is one end of edges: a thing, in the role of one of the documented components that
// it can be, and the groups it wears.
type component struct {
	wearer
	groups model.List[string]
	// subnets are those it sits in.
	subnets model.List[string]
	// replica: nobody has to reach it.
	replica bool
}

// components are the things that edges speak of: one whose role is not decided stands once for
// each that it can have.
func (a *analysis) components() []component {
	var all []component
	for i := range a.facts.Components {
		c := &a.facts.Components[i]
		names, open := c.PartsOf()
		if _, placed := a.Thing(c.ID).(model.Placed); !placed {
			continue
		}
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			who := wearer{id: c.ID, role: name, stack: c.Stack, documented: true, open: open}
			all = append(all, component{who, c.Placement.SecurityGroups, c.Placement.Subnets, c.Replica.Or(false)})
		}
	}
	return all
}

// collectionOf is where the model keeps the things that a documented component can be.
func (a *analysis) collectionOf(role string) string {
	if c := a.doc.Component(role); c != nil {
		return c.Kind.Collection
	}
	return ""
}

// fillEdges judges each component in both directions, in each role that it can have.
func (a *analysis) fillEdges() {
	results := map[string][]wiring.Edges{}
	all := a.components()
	byStack := companies(all)
	for _, c := range all {
		results[c.id] = append(results[c.id], a.edgesOf(c, byStack[c.stack].beside(c)))
	}
	for i := range a.facts.Components {
		c := &a.facts.Components[i]
		if all := results[c.ID]; len(all) > 0 {
			c.Edges = either(all)
		}
	}
}

func (a *analysis) edgesOf(c component, others company) (e wiring.Edges) {
	in := a.judge(c, others, true)
	e.IngressExact, e.IngressExcess, e.IngressMissing = in.exact(), in.excess, in.missing
	e.IngressPaths, e.IngressCauses, e.IngressMore = in.paths, in.causes, in.more
	out := a.judge(c, others, false)
	e.EgressExact, e.EgressExcess, e.EgressMissing = out.exact(), out.excess, out.missing
	e.EgressPaths, e.EgressCauses, e.EgressMore = out.paths, out.causes, out.more
	var regional []wiring.Connection
	e.CutOff, regional = a.cutOff(c)
	blocks := a.blocked(c, others)
	e.ACLBlocks, e.ACLCauses = blocks.lines, blocks.causes
	e.Connections = slices.Concat(in.connections, out.connections, blocks.edges, regional)
	a.fillReach(&e, c, others)
	return e
}

// either is what holds in every role that a thing can have; what differs is not decided.
func either(all []wiring.Edges) wiring.Edges {
	e := all[0]
	why := model.Why{Reason: model.Unmatched, Detail: "which documented component it is, is not decided"}
	for _, other := range all[1:] {
		e.Connections = append(e.Connections, other.Connections...)
		e.IngressExact = same(e.IngressExact, other.IngressExact, why)
		e.EgressExact = same(e.EgressExact, other.EgressExact, why)
		if len(other.ACLBlocks.Items()) != len(e.ACLBlocks.Items()) {
			e.ACLBlocks = model.Part[string](why)
		}
		if len(other.CutOff.Items()) != len(e.CutOff.Items()) {
			e.CutOff = model.Part[string](why)
		}
	}
	if len(all) > 1 {
		for i := range e.Connections {
			e.Connections[i].Standing, e.Connections[i].Why = wiring.Open, why.Detail
		}
	}
	return e
}

func same(a, b model.Value[bool], why model.Why) model.Value[bool] {
	mine, known := a.Get()
	theirs, otherKnown := b.Get()
	switch {
	case !known:
		return a
	case !otherKnown:
		return b
	case mine != theirs:
		return model.Unknown[bool](why)
	}
	return a
}

// isInternet reports whether an end is every public address.
func isInternet(name string) bool { return name == document.Internet }
