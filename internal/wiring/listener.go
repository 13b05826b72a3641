package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// Forwards is whether any request that a listener gets goes on to a target group: by a rule or
// the default action, with a weight, and with no rules for every request before it.
func Forwards(l *model.Listener, group string) model.Value[bool] {
	return forwards(l, orderOf(l, matchesAll), func(a model.Action) model.Value[bool] { return serves(a, group) })
}

// usersOrder is the order of a listener's actions for requests of users, who know no name of the load balancer but
// those that alias it.
func (ix *Index) usersOrder(l *model.Listener) order {
	return orderOf(l, func(c request.Condition) model.Value[bool] { return ix.matchesUsers(l, c) })
}

// forwards is whether any request gets to an action of a listener that leads where it is asked for.
func forwards(l *model.Listener, order order, leads func(model.Action) model.Value[bool]) model.Value[bool] {
	result := model.Known(false)
	if !l.Actions.IsWhole() {
		result = model.Unknown[bool](l.Actions.Why())
	}
	for _, a := range l.Actions.Items() {
		to := leads(a)
		if taken := order.takes(a); !taken.Or(true) || !to.Or(true) {
			continue
		} else if !taken.IsKnown() {
			to = taken
		}
		if to.Or(false) {
			return to
		}
		result = to
	}
	return result
}

// serves is whether an action sends requests to a target group.
func serves(a model.Action, group string) model.Value[bool] {
	switch kind, known := a.Type.Get(); {
	case known && kind != "forward":
		return model.Known(false)
	case !known && (!a.TargetGroups.IsWhole() || slices.Contains(a.TargetGroups.Items(), group)):
		return model.Unknown[bool](a.Type.Why())
	case slices.Contains(a.Idle.Items(), group):
		return model.Known(false)
	case slices.Contains(a.TargetGroups.Items(), group) && !a.Idle.IsWhole():
		return model.Unknown[bool](a.Idle.Why())
	case slices.Contains(a.TargetGroups.Items(), group):
		return model.Known(true)
	case !a.TargetGroups.IsWhole():
		return model.Unknown[bool](a.TargetGroups.Why())
	}
	return model.Known(false)
}
