package report

import (
	"cmp"
	"slices"

	"github.com/archcheck/archcheck/internal/verdict"
)

// count are the violations on one component.
type count struct {
	name, component string
	bySeverity      map[verdict.Severity]int
}

// noComponent stands for what is no component's, such as the network.
const noComponent = "no component"

// countsOf counts violations by component, the component with the gravest ones first.
func countsOf(r *verdict.Report) []count {
	var all []count
	accounts, inputs := several(r, account), several(r, func(x verdict.Resource) string { return x.Input })
	for _, v := range worst(r) {
		name := cmp.Or(v.Component, noComponent)
		if where := account(v.Resource); accounts && where != "" {
			name += " in " + where
		}
		if inputs && v.Resource.Input != "" {
			name += " of " + v.Resource.Input
		}
		i := slices.IndexFunc(all, func(c count) bool { return c.name == name })
		if i < 0 {
			i = len(all)
			all = append(all, count{name, cmp.Or(v.Component, noComponent), map[verdict.Severity]int{}})
		}
		all[i].bySeverity[v.Severity]++
	}
	slices.SortStableFunc(all, func(a, b count) int {
		for _, s := range verdict.Severities() {
			if c := cmp.Compare(b.bySeverity[s], a.bySeverity[s]); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.name, b.name)
	})
	return all
}
