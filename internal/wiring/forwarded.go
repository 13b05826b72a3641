package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// unforwarded are the documented load balancers of a thing from which no listener forwards to it: an
// edge from a load balancer is more than rules of security groups.
func (b *builder) unforwarded(id string, member Member) model.List[string] {
	list := model.Whole[string]()
	groups, isTarget := b.registeredWith(id)
	if !isTarget {
		return list
	}
	for _, balancer := range b.doc.OfKind("load_balancer") {
		if !slices.ContainsFunc(member.Parts, func(name string) bool { return len(edgesBetween(b.doc, balancer.Name, name)) > 0 }) {
			continue
		}
		list = joined(list, model.Not(b.forwardsFrom(balancer.Name, groups)), balancer.Name)
	}
	return list
}

// registeredWith are the target groups that a thing registers with; ok is false for a kind that is no
// target of load balancers.
func (b *builder) registeredWith(id string) (groups model.List[string], ok bool) {
	groups = model.Whole[string]()
	switch n := b.Thing(id).(type) {
	case *model.Service:
		for _, t := range n.Targets.Items() {
			groups = model.Union(groups, sureList(t.TargetGroup))
		}
		if !n.Targets.IsWhole() {
			groups = groups.Broken(n.Targets.Why())
		}
	case *model.InstanceGroup:
		groups = n.TargetGroups
		for i := range b.Model.TargetGroups {
			if g := &b.Model.TargetGroups[i]; slices.Contains(g.Members.Items(), id) {
				groups = model.Union(groups, model.Whole(g.ID))
			}
		}
	default:
		return groups, false
	}
	return groups, true
}

// forwardsFrom is whether a listener of a documented load balancer forwards to one of some target
// groups. Which thing the load balancer is may not be decided, or stand in another state: then it may.
func (b *builder) forwardsFrom(balancer string, groups model.List[string]) model.Value[bool] {
	result := model.Known(false)
	found := false
	for id, bound := range b.bindings {
		if b.LoadBalancers[id] == nil || !bound.is(balancer) {
			continue
		}
		found = true
		if bound.open {
			return model.Unknown[bool](model.Why{Reason: model.Unmatched, Detail: "which documented load balancer " + id + " is, is not decided"})
		}
		for _, l := range b.listened[id] {
			for _, group := range groups.Items() {
				result = model.Some(result, Forwards(l, group))
			}
			if !groups.IsWhole() && !result.Or(false) {
				result = model.Unknown[bool](groups.Why())
			}
		}
		if why := elsewhere(b.LoadBalancers[id].Base(), "listeners"); why != nil && !result.Or(false) {
			result = model.Unknown[bool](*why)
		}
	}
	if gap := b.Model.GapFor("listeners"); gap != nil && !result.Or(false) {
		return model.Unknown[bool](gap.Why())
	}
	if !found {
		return model.Known(true) // components/present says that it is not there
	}
	return result
}
