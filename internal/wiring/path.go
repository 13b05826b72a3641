package wiring

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// defaultPath stands for the default action of a listener, as documents write it.
const defaultPath = "default"

// pathsTo are the paths of the listener rules that forward to a service, over its target groups, but for
// those that rules before them take. A rule that wants no path counts for every one.
func (ix *Index) pathsTo(s *model.Service) model.List[string] {
	paths, found := gapped(ix.Model, model.Whole[string](), "listeners"), map[string]bool{}
	if !s.Targets.IsWhole() {
		paths = paths.Broken(s.Targets.Why())
	}
	groups := map[string]bool{}
	for _, t := range s.Targets.Items() {
		if id, known := t.TargetGroup.Get(); known {
			groups[id] = true
		} else {
			paths = paths.Broken(t.TargetGroup.Why())
		}
	}
	for i := range ix.Model.Listeners {
		l := &ix.Model.Listeners[i]
		if !l.Actions.IsWhole() && len(groups) > 0 {
			paths = paths.Broken(l.Actions.Why())
		}
		order := orderOf(l, matchesAll)
		order.unread = nil // noted above
		for _, a := range l.Actions.Items() {
			if !a.TargetGroups.IsWhole() && len(groups) > 0 {
				paths = paths.Broken(a.TargetGroups.Why())
			}
			if slices.ContainsFunc(a.TargetGroups.Items(), func(id string) bool { return groups[id] }) {
				paths = order.notePaths(paths, a, found)
			}
		}
	}
	return paths.With(slices.Sorted(maps.Keys(found))...)
}

func (o order) notePaths(paths model.List[string], a model.Action, found map[string]bool) model.List[string] {
	taken := o.takes(a)
	if !taken.Or(true) {
		return paths
	}
	sure, _, _ := o.wantedBefore(a)
	note := func(path string) { found[path+narrowedBy(a)] = true }
	byHeader := slices.Contains(a.Narrowing.Items(), request.Header)
	for _, p := range a.Paths.Items() {
		if !byHeader && a.Narrowing.IsWhole() && !isAmongPatterns(sure[request.Path].Values, p) {
			note(p)
		}
	}
	switch {
	case !taken.IsKnown():
		return paths.Broken(taken.Why())
	case !a.Paths.IsWhole():
		return paths.Broken(a.Paths.Why())
	case !a.Narrowing.IsWhole():
		return paths.Broken(a.Narrowing.Why())
	case byHeader:
		why := model.Why{
			Reason: model.Unsupported,
			Detail: "which requests carry the header that " + a.Origin + " wants",
		}
		return paths.Broken(why)
	case a.Priority.Or(0) == model.DefaultPriority:
		found[defaultPath] = true
	case len(a.Paths.Items()) == 0:
		note("*")
	}
	return paths
}

// narrowedBy says of a rule that takes only some of the requests for its paths by which conditions.
func narrowedBy(a model.Action) string {
	if len(a.Narrowing.Items()) == 0 {
		return ""
	}
	return " (for some requests alone, by " + strings.Join(a.Narrowing.Items(), " and ") + ")"
}
