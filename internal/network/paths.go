package network

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// fillReach asks the engine whether the internet reaches a component, and how the documented
// edges run.
func (a *analysis) fillReach(e *wiring.Edges, c component, others company) {
	here, internet := a.reach.byID[c.id], a.reach.byID[Internet]
	answer := a.reach.less(a.documentedFor(c)).ask(internet, here, allServices(), false)
	e.InternetReachable = answer.Reachable
	if answer.Reachable.Or(false) {
		e.InternetCauses = sorted(slices.Clone(answer.causes))
	}
	if e.InternetPath = answer.Hops; answer.Stop != "" {
		e.InternetPath = []string{answer.Stop}
	}
	a.explain(e, c, others)
	a.fillOpen(e, c)
	for _, edge := range a.edges {
		switch {
		case edge.to == c.role && edge.from == Internet:
			e.DocumentedPaths = append(e.DocumentedPaths, a.answeredPath(internet, here, edge)...)
		case edge.from == c.role && edge.to == Internet:
			e.DocumentedPaths = append(e.DocumentedPaths, a.answeredPath(here, internet, edge)...)
		case edge.to == c.role:
			for _, other := range others.of(edge.from) {
				e.DocumentedPaths = append(e.DocumentedPaths, a.answeredPath(a.reach.byID[other.id], here, edge)...)
			}
		}
	}
}

// fillOpen asks for a way for the documented edges from the internet.
func (a *analysis) fillOpen(e *wiring.Edges, c component) {
	here, internet := a.reach.byID[c.id], a.reach.byID[Internet]
	beforeACLs := a.reach.beforeACLs()
	e.OpenToInternet, e.InternetWay = model.Known(false), []string{}
	for _, edge := range a.edges {
		if edge.to != c.role || edge.from != Internet {
			continue
		}
		answer := beforeACLs.ask(internet, here, edge.services, true)
		way := answer.Reachable
		if !way.IsKnown() && a.sitsElsewhere(c) {
			way = model.Unknown[bool](model.Why{Reason: model.NotManaged, Detail: answer.Stop})
		}
		e.OpenToInternet = model.Some(e.OpenToInternet, way)
		if e.InternetWay = append(e.InternetWay, answer.Hops...); answer.Stop != "" {
			e.InternetWay = append(e.InternetWay, answer.Stop)
		}
	}
	e.InternetWay = sorted(e.InternetWay)
}

// sitsElsewhere reports whether another state manages a subnet of a component: nothing here tells of its routes.
func (a *analysis) sitsElsewhere(c component) bool {
	return slices.ContainsFunc(c.subnets.Items(), func(id string) bool {
		s := a.Subnets[id]
		return s == nil || s.Source.Data
	})
}

// documentedFor are the addresses outside that the document lets to a component by name.
func (a *analysis) documentedFor(c component) (sets []*netipx.IPSet) {
	for _, e := range a.edges {
		if set := a.ends.addresses[e.from]; e.to == c.role && e.from != Internet && set != nil {
			sets = append(sets, set)
		}
	}
	return sets
}

// beforeACLs is the same where every network ACL lets everything through.
func (r *Reach) beforeACLs() *Reach {
	free := *r
	free.withoutACLs = true
	return &free
}

// less is the same without some addresses of the internet.
func (r *Reach) less(sets []*netipx.IPSet) *Reach {
	if len(sets) == 0 {
		return r
	}
	known, fewer := union(sets...), *r
	fewer.public = difference(r.public, known)
	fewer.public4 = difference(r.public4, known)
	fewer.public6 = difference(r.public6, known)
	return &fewer
}

// explain adds to what security groups permit how it runs: whether what is too much is
// reachable, and how the documented edges leave.
func (a *analysis) explain(e *wiring.Edges, c component, others company) {
	if reachable, known := e.InternetReachable.Get(); known && len(e.IngressExcess) > 0 {
		text := "the internet does not reach it: "
		if reachable {
			text = "the internet reaches it: "
		}
		e.IngressPaths = append(slices.Clone(e.IngressPaths), text+strings.Join(e.InternetPath, ", "))
	}
	if len(e.EgressExcess) > 0 || len(e.EgressMissing) > 0 {
		return
	}
	here, internet := a.reach.byID[c.id], a.reach.byID[Internet]
	documented := false
	for _, edge := range a.edges {
		if edge.from != c.role {
			continue
		}
		documented = true
		if edge.to == Internet {
			e.EgressPaths = append(e.EgressPaths, a.path(here, internet, edge)...)
		}
		for _, other := range others.of(edge.to) {
			e.EgressPaths = append(e.EgressPaths, a.path(here, a.reach.byID[other.id], edge)...)
		}
	}
	if !documented {
		if answer := a.reach.ask(here, internet, allServices(), false); !answer.Reachable.Or(true) {
			e.EgressPaths = append(e.EgressPaths, answer.Stop)
		}
	}
}

// pathKey is a documented edge between two nodes. Both ends ask how it runs.
type pathKey struct {
	from, to *Node
	port     string
}

// answer says whether a documented edge runs, without load balancers between.
func (a *analysis) answer(from, to *Node, edge edge) Answer {
	key := pathKey{from, to, edge.port()}
	if _, ok := a.answers[key]; !ok {
		a.answers[key] = a.reach.ask(from, to, edge.services, false)
	}
	return a.answers[key]
}

// path is how a documented edge runs, or what stops it.
func (a *analysis) path(from, to *Node, edge edge) []string {
	answer := a.answer(from, to, edge)
	if reachable, known := answer.Reachable.Get(); known && reachable {
		return answer.Hops
	} else if !known {
		return []string{
			fmt.Sprintf("%s -> %s %s cannot be decided: %s", from.Label, to.Label, edge.port(), answer.Stop),
		}
	}
	return []string{fmt.Sprintf("%s -> %s %s is stopped: %s", from.Label, to.Label, edge.port(), answer.Stop)}
}

// answeredPath is how a documented edge runs there and back: which ports the answers have to
// come through decides what network ACLs stop.
func (a *analysis) answeredPath(from, to *Node, edge edge) []string {
	lines := slices.Clone(a.path(from, to, edge))
	lines[len(lines)-1] += fmt.Sprintf("; answers on %s", a.reach.ports.of(from))
	return lines
}
