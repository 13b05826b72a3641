package wiring

import "github.com/archcheck/archcheck/internal/model"

// spreads reports whether a load balancer hands on to the targets of all zones, always and ever: what a target group
// says comes before what it says itself.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
func (b *builder) spreads(lb *model.LoadBalancer) (always, ever model.Value[bool]) {
	var each []model.Value[bool]
	add := func(list model.List[string]) {
		for _, id := range list.Items() {
			each = append(each, b.groupSpreads(lb, id))
		}
		if !list.IsWhole() {
			each = append(each, model.Unknown[bool](list.Why()))
		}
	}
	for _, l := range b.listened[lb.ID] {
		for _, action := range l.Actions.Items() {
			add(action.TargetGroups)
		}
		if !l.Actions.IsWhole() {
			each = append(each, model.Unknown[bool](l.Actions.Why()))
		}
	}
	if len(each) == 0 {
		return lb.CrossZone, lb.CrossZone
	}
	return model.Every(each...), model.Some(each...)
}

// groupSpreads reports it of the targets of one group.
func (b *builder) groupSpreads(lb *model.LoadBalancer, id string) model.Value[bool] {
	group := b.TargetGroups[id]
	if group == nil {
		return model.Unknown[bool](b.unread("target_groups", id))
	}
	said, known := group.CrossZone.Get()
	switch {
	case !known:
		return model.Unknown[bool](group.CrossZone.Why())
	case said == "true" || said == "false":
		return model.Known(said == "true")
	}
	return lb.CrossZone
}
