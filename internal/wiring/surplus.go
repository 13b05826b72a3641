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
	forwarded := f.forwardedIn(members)
	serves := map[string]model.Value[bool]{}
	some := false
	for _, id := range members {
		if s := f.Services[id]; s != nil {
			serves[id] = isTarget(s, forwarded)
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

// forwardedIn are the target groups that the load balancers among some components forward to.
func (f *finder) forwardedIn(members []string) map[string]bool {
	forwarded := map[string]bool{}
	for _, id := range members {
		for _, group := range f.forwardsTo[id] {
			forwarded[group] = true
		}
	}
	return forwarded
}

// isTarget reports whether a service registers with one of some target groups.
func isTarget(s *model.Service, groups map[string]bool) model.Value[bool] {
	result := model.Known(false)
	for _, t := range s.Targets.Items() {
		id, known := t.TargetGroup.Get()
		switch {
		case known && groups[id]:
			return model.Known(true)
		case !known:
			result = model.Unknown[bool](t.TargetGroup.Why())
		}
	}
	if !s.Targets.IsWhole() {
		return model.Unknown[bool](s.Targets.Why())
	}
	return result
}
