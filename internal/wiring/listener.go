package wiring

import (
	"path"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Forwards is whether any request that a listener gets goes on to a target group: by a rule or
// the default action, with a weight, and with no rule for every request before it.
func Forwards(l *model.Listener, group string) model.Value[bool] {
	return forwards(l, group, orderOf(l, matchesAll))
}

// ForwardsUsers is the same of the requests of users, who know no name of the load balancer but
// those that alias it.
func (ix *Index) ForwardsUsers(l *model.Listener, group string) model.Value[bool] {
	return forwards(l, group, orderOf(l, func(a model.Action) model.Value[bool] { return ix.takesUsers(l, a) }))
}

func forwards(l *model.Listener, group string, order order) model.Value[bool] {
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

// order tells which actions of a listener requests get to.
type order struct {
	// catchers are the rules that take every request that gets to them, or may.
	catchers []catcher
	unread   *model.Why
}

type catcher struct {
	model.Action
	all model.Value[bool]
}

func matchesAll(a model.Action) model.Value[bool] { return a.MatchesAll }

// orderOf is the order of a listener's actions, in which some rules take everything.
func orderOf(l *model.Listener, takesAll func(model.Action) model.Value[bool]) order {
	var o order
	for _, a := range l.Actions.Items() {
		if a.Priority.Or(0) == model.DefaultPriority {
			continue
		}
		if all := takesAll(a); all.Or(true) {
			o.catchers = append(o.catchers, catcher{a, all})
		}
	}
	if !l.Actions.IsWhole() {
		why := l.Actions.Why()
		o.unread = &why
	}
	return o
}

// takesUsers is whether the rule of an action takes every request of users: by its conditions, or
// because it is for all names that alias the load balancer.
func (ix *Index) takesUsers(l *model.Listener, a model.Action) model.Value[bool] {
	switch hosts := a.Hosts.Items(); {
	case a.MatchesAll.Or(true):
		return a.MatchesAll
	case !a.Hosts.IsWhole():
		return model.Unknown[bool](a.Hosts.Why())
	case len(hosts) == 0:
		return model.Known(false)
	}
	names := ix.namesOf(l.LoadBalancer)
	for _, name := range names.Items() {
		if !slices.ContainsFunc(a.Hosts.Items(), func(pattern string) bool { return isHost(pattern, name) }) {
			return model.Known(false)
		}
	}
	if !names.IsWhole() {
		return model.Unknown[bool](names.Why())
	}
	return model.Known(len(names.Items()) > 0)
}

func isHost(pattern, name string) bool {
	matches, err := path.Match(strings.ToLower(pattern), name)
	return err == nil && matches
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
		case before.Or(false) && c.all.Or(false):
			return model.Known(false)
		case before.Or(true):
			result = model.Unknown[bool](because("whether "+c.Origin+" takes every request before", before, c.all))
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
