package cost

import (
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// things are what costs by the hour and the price book has no prices of: each is a line that is not
// priced, so that a total without it proves no budget.
func (e *estimator) things() {
	const notInBook = "the price book has no such prices"
	for i := range e.Model.InstanceGroups {
		e.unpriced(&e.Model.InstanceGroups[i].Resource, "instances and their volumes", notInBook)
	}
	for i := range e.Model.Proxies {
		e.unpriced(&e.Model.Proxies[i].Resource, "hours of the proxy", notInBook)
	}
}

func (e *estimator) unpriced(r *model.Resource, what, why string) {
	e.lines = append(
		e.lines,
		Line{
			Class:     RowThings,
			Resource:  r.ID,
			Label:     label(r),
			Stack:     e.stackOf(r.ID),
			What:      what,
			NotPriced: why,
			Reason:    model.NotPriced,
		},
	)
}

// NotReckoned are the types of resources that are in no line, sorted: those that archcheck does not
// read, and those that are billed by use, which neither plan nor account says.
func NotReckoned(a *model.Architecture) []string {
	types := slices.Clone(a.Unread.TypeNames())
	a.Each(func(collection string, noun model.Noun) {
		if kind.IsByUse(collection) {
			types = append(types, noun.Base().Type)
		}
	})
	slices.Sort(types)
	return slices.Compact(types)
}

// byUse is the line that stands for a component that is in no line: what it costs nobody has said.
func byUse(name string) *Line {
	return &Line{
		Class:     RowThings,
		Row:       name,
		Label:     name,
		What:      "the use",
		NotPriced: "it is billed by what neither plan nor account says",
		Reason:    model.NotPriced,
	}
}
