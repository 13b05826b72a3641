package wiring

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// order tells which actions of a listener requests get to.
type order struct {
	rules  []model.Action
	unread *model.Why
	// matches is whether every request that counts meets a condition.
	matches func(request.Condition) model.Value[bool]
}

func matchesAll(c request.Condition) model.Value[bool] {
	if !c.MatchesAll() && c.MayMatchAll() {
		return model.Unknown[bool](unreadExpression(c))
	}
	return model.Known(c.MatchesAll())
}

func unreadExpression(c request.Condition) model.Why {
	return model.Why{Reason: model.Unsupported, Detail: request.Unread(c)}
}

// orderOf is the order of a listener's actions, for requests that conditions match or not.
func orderOf(l *model.Listener, matches func(request.Condition) model.Value[bool]) order {
	o := order{matches: matches}
	for _, a := range l.Actions.Items() {
		if a.Priority.Or(0) != model.DefaultPriority {
			o.rules = append(o.rules, a)
		}
	}
	if !l.Actions.IsWhole() {
		why := l.Actions.Why()
		o.unread = &why
	}
	return o
}

// matchesUsers is whether every request of users meets a condition: because every request does, or
// because it is for all names that alias the load balancer.
func (ix *Index) matchesUsers(l *model.Listener, c request.Condition) model.Value[bool] {
	if c.MatchesAll() || c.Field != request.Host {
		return matchesAll(c)
	}
	names, open := ix.namesOf(l.LoadBalancer), false
	for _, name := range names.Items() {
		switch {
		case slices.ContainsFunc(c.Values, func(pattern string) bool { return isHost(pattern, name) }):
		case c.MayTake(name):
			open = true
		default:
			return model.Known(false)
		}
	}
	if open {
		return model.Unknown[bool](unreadExpression(c))
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
	for _, taken := range append(o.eachBefore(a), o.togetherBefore(a)...) {
		if taken.Or(false) {
			return model.Known(false)
		} else if !taken.IsKnown() {
			result = model.Unknown[bool](taken.Why())
		}
	}
	return result
}

// eachBefore is of each rule whether it stands before an action and takes every request.
func (o order) eachBefore(a model.Action) (all []model.Value[bool]) {
	for _, r := range o.rules {
		if r.Origin == a.Origin {
			continue // the actions of one rule are taken together
		}
		before := precedes(r.Priority, a.Priority)
		if taken := model.Every(before, r.MatchesAll); taken.IsKnown() {
			all = append(all, taken)
		} else {
			all = append(
				all,
				model.Unknown[bool](because("whether "+r.Origin+" takes every request before", before, r.MatchesAll)),
			)
		}
	}
	return all
}

// togetherBefore is of the rules that stand before an action and have one condition each, on the same
// field, whether they take every request together, or all that the action's rule is for.
func (o order) togetherBefore(a model.Action) (all []model.Value[bool]) {
	sure, most, open := o.wantedBefore(a)
	for _, field := range slices.Sorted(maps.Keys(most)) {
		taken := o.taken(a, sure[field])
		may := taken
		if !open.IsKnown() {
			may = o.taken(a, most[field])
		}
		if !taken.Or(false) && may.Or(true) {
			taken = model.Unknown[bool](
				because("whether rules for its "+field+" stand before "+a.Origin, taken, may, open),
			)
		}
		all = append(all, taken)
	}
	return all
}

// wantedBefore are the values that rules want which stand before an action and have one condition each, by
// its field: of those that surely do, and of all that may, which open says of.
func (o order) wantedBefore(a model.Action) (sure, most map[string]request.Condition, open model.Value[bool]) {
	sure, most, open = map[string]request.Condition{}, map[string]request.Condition{}, model.Known(true)
	for _, r := range o.rules {
		before := precedes(r.Priority, a.Priority)
		if r.Origin == a.Origin || r.OnlyField == "" || !before.Or(true) {
			continue
		}
		if most[r.OnlyField] = withRule(most[r.OnlyField], r); before.IsKnown() {
			sure[r.OnlyField] = withRule(sure[r.OnlyField], r)
		} else {
			open = before
		}
	}
	return sure, most, open
}

// withRule is what meets a condition or the only one of a rule.
func withRule(c request.Condition, r model.Action) request.Condition {
	return request.Condition{
		Field:   r.OnlyField,
		Values:  append(c.Values, r.OnlyValues.Items()...),
		Regexes: append(c.Regexes, r.OnlyRegexes.Items()...),
	}
}

// taken is whether a condition leaves no request to an action.
func (o order) taken(a model.Action, c request.Condition) model.Value[bool] {
	wanted := model.Whole[string]()
	switch c.Field {
	case a.OnlyField:
		wanted = a.OnlyValues
	case request.Path:
		wanted = a.Paths
	}
	left := slices.DeleteFunc(slices.Clone(wanted.Items()), func(w string) bool { return isAmongPatterns(c.Values, w) })
	shadowed := model.Known(wanted.IsWhole() && len(wanted.Items()) > 0 && len(left) == 0)
	if len(left) > 0 && !slices.ContainsFunc(left, func(w string) bool { return !c.MayTake(w) }) {
		shadowed = model.Unknown[bool](unreadExpression(c))
	}
	return model.Some(shadowed, o.matches(c))
}

// isAmongPatterns reports whether some pattern matches whatever another one matches.
func isAmongPatterns(patterns []string, narrow string) bool {
	return slices.ContainsFunc(patterns, func(wide string) bool { return glob.Subsumes(wide, narrow) })
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
