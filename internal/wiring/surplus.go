package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// withoutSurplus leaves out of a stack's members the services that are not the documented one.
// The document has one, and load balancers forward to it: where exactly that tells some from
// others, the others are somebody else.
func (f *finder) withoutSurplus(members []string) []string {
	if len(f.doc.OfKind("service")) > 1 {
		return members
	}
	forwarded := forwardedBy(f.forwardsTo, members...)
	serves := map[string]model.Value[bool]{}
	some := false
	for _, id := range members {
		if s := f.Services[id]; s != nil {
			groups, _ := registeredWith(s)
			serves[id] = isAmong(groups, forwarded)
			some = some || serves[id].Or(false)
			if !serves[id].IsKnown() {
				return members
			}
		}
	}
	if !some || len(serves) < 2 {
		return members
	}
	return slices.DeleteFunc(slices.Clone(members), func(id string) bool {
		target, isService := serves[id]
		return isService && !target.Or(true)
	})
}

// forwardedBy are the target groups that the load balancers among some components forward to.
func forwardedBy(forwardsTo map[string][]string, members ...string) map[string]bool {
	forwarded := map[string]bool{}
	for _, id := range members {
		for _, group := range forwardsTo[id] {
			forwarded[group] = true
		}
	}
	return forwarded
}

// registeredWith are the target groups that a thing registers with; false for what registers with none.
func registeredWith(noun model.Noun) (groups model.List[string], registers bool) {
	switch n := noun.(type) {
	case *model.InstanceGroup:
		return n.TargetGroups, true
	case *model.Service:
		groups = model.Whole[string]()
		for _, t := range n.Targets.Items() {
			groups = model.Union(groups, sureList(t.TargetGroup))
		}
		if !n.Targets.IsWhole() {
			groups = groups.Broken(n.Targets.Why())
		}
		return groups, true
	}
	return groups, false
}

// isAmong reports whether any of a list is among some.
func isAmong(list model.List[string], some map[string]bool) model.Value[bool] {
	if slices.ContainsFunc(list.Items(), func(id string) bool { return some[id] }) {
		return model.Known(true)
	}
	if !list.IsWhole() {
		return model.Unknown[bool](list.Why())
	}
	return model.Known(false)
}
