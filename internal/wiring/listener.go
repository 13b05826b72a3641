package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// Forwards is whether any request that a listener gets goes on to a target group: by a rule or
// the default action, with a weight, and with no rule for every request before it.
func Forwards(l *model.Listener, group string) model.Value[bool] {
	order := orderOf(l)
	result := model.Known(false)
	if !l.Actions.IsWhole() {
		result = model.Unknown[bool](l.Actions.Why())
	}
	for _, a := range l.Actions.Items() {
		to := serves(a, group)
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
	switch {
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

// order tells which actions of a listener requests get to.
type order struct {
	// catchers are the actions of rules that match every request, or may.
	catchers []model.Action
	unread   *model.Why
}

func orderOf(l *model.Listener) order {
	var o order
	for _, a := range l.Actions.Items() {
		if a.MatchesAll.Or(true) && a.Priority.Or(0) != model.DefaultPriority {
			o.catchers = append(o.catchers, a)
		}
	}
	if !l.Actions.IsWhole() {
		why := l.Actions.Why()
		o.unread = &why
	}
	return o
}

// takes is whether any request gets to an action.
func (o order) takes(a model.Action) model.Value[bool] {
	result := model.Known(true)
	if o.unread != nil {
		result = model.Unknown[bool](*o.unread)
	}
	for _, c := range o.catchers {
		if c.Origin == a.Origin {
			continue // the actions of one rule are taken together
		}
		before := precedes(c.Priority, a.Priority)
		switch {
		case before.Or(false) && c.MatchesAll.Or(false):
			return model.Known(false)
		case before.Or(true):
			result = model.Unknown[bool](because("whether "+c.Origin+" takes every request before", before, c.MatchesAll))
		}
	}
	return result
}

// precedes is whether a rule stands before another rule or the default action.
func precedes(rule, other model.Value[int]) model.Value[bool] {
	mine, known := rule.Get()
	theirs, otherKnown := other.Get()
	switch {
	case otherKnown && theirs == model.DefaultPriority:
		return model.Known(true)
	case !known:
		return model.Unknown[bool](rule.Why())
	case !otherKnown:
		return model.Unknown[bool](other.Why())
	}
	return model.Known(mine < theirs)
}
