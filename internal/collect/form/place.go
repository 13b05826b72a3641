package form

import (
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
}

// PlaceOf is that of a rule of which all conditions are known.
func PlaceOf(priority model.Value[int], conditions []request.Condition) Place {
	only, all := request.Only(conditions)
	return Place{priority, model.Known(all), only, model.Whole(request.Paths(conditions)...)}
}

// DefaultPlace is that of a default action.
func DefaultPlace() Place { return PlaceOf(model.Known(model.DefaultPriority), nil) }

// Put gives an action its place.
func (p Place) Put(a model.Action) model.Action {
	a.Priority, a.MatchesAll, a.OnlyField, a.OnlyValues, a.Paths = p.Priority, p.MatchesAll, p.Only.Field, model.Whole(p.Only.Values...), p.Paths
	return a
}
