package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// DeliversUsers is whether all requests that an action of a listener sends to a target group and its like get to
// somebody: Elastic Load Balancing answers with 503 what falls to the share of a group where nobody is registered.
func (ix *Index) DeliversUsers(l *model.Listener, group string) model.Value[bool] {
	return forwards(l, ix.usersOrder(l), func(a model.Action) model.Value[bool] { return ix.delivers(a, group) })
}

// deliversAny is the same of any request.
func (ix *Index) deliversAny(l *model.Listener, group string) model.Value[bool] {
	order := orderOf(l, matchesAll)
	return forwards(l, order, func(a model.Action) model.Value[bool] { return ix.delivers(a, group) })
}

func (ix *Index) delivers(a model.Action, group string) model.Value[bool] {
	result := serves(a, group)
	if !result.Or(false) {
		return result
	}
	for _, other := range a.TargetGroups.Items() {
		if other == group || slices.Contains(a.Idle.Items(), other) {
			continue
		}
		switch vacant := ix.vacant(other); {
		case !vacant.IsKnown():
			result = vacant
		case vacant.Or(false) && a.Idle.IsWhole():
			return model.Known(false)
		case vacant.Or(false):
			result = model.Unknown[bool](a.Idle.Why())
		}
	}
	return result
}

// vacant is whether nobody is registered with a target group.
func (ix *Index) vacant(group string) model.Value[bool] {
	g := ix.TargetGroups[group]
	if g == nil {
		return model.Unknown[bool](ix.unread("target_groups", group))
	}
	if len(g.Members.Items()) > 0 {
		return model.Known(false)
	}
	registered, doubt := ix.registersWith(group)
	if gap := ix.Model.GapFor("services"); gap != nil && doubt == nil {
		why := gap.Why()
		doubt = &why
	}
	switch {
	case registered:
		return model.Known(false)
	case doubt != nil:
		return model.Unknown[bool](*doubt)
	case !g.Members.IsWhole():
		return model.Unknown[bool](g.Members.Why())
	}
	return model.Known(true)
}

// registersWith is whether a service or instances register with a target group themselves; doubt says why one may.
func (ix *Index) registersWith(group string) (registered bool, doubt *model.Why) {
	ix.Model.Each(func(_ string, noun model.Noun) {
		groups, registers := registeredWith(noun)
		if !registers {
			return
		}
		registered = registered || slices.Contains(groups.Items(), group)
		why := groups.Why()
		if !groups.IsWhole() && (len(why.Candidates) == 0 || slices.Contains(why.Candidates, group)) {
			doubt = &why
		}
	})
	return registered, doubt
}
