package wiring

import "github.com/archcheck/archcheck/internal/model"

// unforwarded are the documented load balancers that have an edge to a thing and no listener that
// forwards there: an edge from a load balancer is more than rules of security groups.
func (b *builder) unforwarded(s *Stack, id string) model.List[string] {
	lacking := model.Whole[string]()
	groups, registers := registeredWith(b.Thing(id))
	if !registers {
		return lacking
	}
	bound := b.bindings[id]
	for _, balancer := range b.doc.BalancersBefore(bound.names...) {
		if bound.open {
			return lacking.Broken(
				model.Why{Reason: model.Unmatched, Detail: "which documented component " + id + " is, is not decided"},
			)
		}
		for _, lb := range s.Of("load_balancer").Items() {
			if !b.bindings[lb].is(balancer.Name) {
				continue
			}
			switch forwards := b.forwardsToAny(lb, groups); {
			case !forwards.IsKnown():
				lacking = lacking.Broken(forwards.Why())
			case !forwards.Or(false) && b.bindings[lb].open:
				lacking = lacking.Broken(
					model.Why{
						Reason: model.Unmatched,
						Detail: "which documented load balancer " + lb + " is, is not decided",
					},
				)
			case !forwards.Or(false):
				lacking = lacking.With(balancer.Name)
			}
		}
	}
	return lacking
}

// forwardsToAny is whether any listener of a load balancer forwards to one of some target groups.
func (b *builder) forwardsToAny(lb string, groups model.List[string]) model.Value[bool] {
	result := model.Known(false)
	leave := func(why model.Why) { result = model.Unknown[bool](why) }
	if !groups.IsWhole() {
		leave(groups.Why())
	}
	if gap := b.Model.GapFor("listeners"); gap != nil {
		leave(gap.Why())
	}
	if why := elsewhere(&b.LoadBalancers[lb].Resource, "listeners"); why != nil {
		leave(*why)
	}
	for _, l := range b.listened[""] {
		leave(l.LoadBalancer.Why())
	}
	for _, group := range groups.Items() {
		if b.TargetGroups[group] == nil && b.Model.Source.Kind != model.KindAccount {
			leave(b.unread("target_groups", group))
		}
		for _, l := range b.listened[lb] {
			switch forwards := b.deliversAny(l, group); {
			case forwards.Or(false):
				return forwards
			case !forwards.IsKnown():
				result = forwards
			}
		}
	}
	return result
}
