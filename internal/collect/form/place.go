package form

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// Place is where the actions of a rule stand among those of its listener.
type Place struct {
	Priority   model.Value[int]
	MatchesAll model.Value[bool]
	// Only is the one condition that not every request meets, if there is one and no other.
	Only request.Condition
	// Paths are the patterns of the paths that it is for.
	Paths model.List[string]
	// Narrowing are the fields of other conditions that not every request meets, but for those on hosts.
	Narrowing model.List[string]
}

// PlaceOf is that of a rule of which all conditions are known.
func PlaceOf(priority model.Value[int], conditions []request.Condition) Place {
	only, all := request.Only(conditions)
	at := Place{
		Priority:   priority,
		MatchesAll: model.Known(all),
		Only:       only,
		Paths:      model.Whole(request.Paths(conditions)...),
		Narrowing:  model.Whole(request.Narrowing(conditions)...),
	}
	if !all && !slices.ContainsFunc(conditions, func(c request.Condition) bool { return !c.MayMatchAll() }) {
		at.MatchesAll = model.Unknown[bool](expressions(conditions))
	}
	if slices.ContainsFunc(conditions, func(c request.Condition) bool {
		return c.Field == request.Path && len(c.Regexes) > 0 && !c.MatchesAll()
	}) {
		at.Paths = at.Paths.Broken(expressions(conditions))
	}
	return at
}

// expressions is why it is not known what a rule matches.
func expressions(conditions []request.Condition) model.Why {
	return model.Why{Reason: model.Unsupported, Detail: request.Unread(conditions...)}
}

// DefaultPlace is that of a default action.
func DefaultPlace() Place { return PlaceOf(model.Known(model.DefaultPriority), nil) }

// Put gives an action its place.
func (p Place) Put(a model.Action) model.Action {
	a.Priority, a.MatchesAll, a.Paths, a.Narrowing = p.Priority, p.MatchesAll, p.Paths, p.Narrowing
	a.OnlyField = p.Only.Field
	a.OnlyValues = model.Whole(p.Only.Values...)
	a.OnlyRegexes = model.Whole(p.Only.Regexes...)
	return a
}
