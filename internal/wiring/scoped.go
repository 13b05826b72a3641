package wiring

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Scoped is what became of a scope: whether it matched anything, what it left out, and of what
// that could not be decided.
type Scoped struct {
	Matches bool
	// LeftOut are the ids of components out of scope, sorted.
	LeftOut []string
	// Elsewhere are the ids of who lives in a VPC that no documented component is in, sorted.
	Elsewhere []string
	// Unspoken are the ids of what has no place in a VPC, of kinds that the document has none of, sorted.
	Unspoken []string
	Open     []Undecided
}

func (f *finder) scoped() Scoped {
	s := Scoped{Matches: len(f.parent) > 0 || f.scope.IsEmpty(), Open: f.open}
	for _, r := range f.leftOut {
		s.LeftOut = append(s.LeftOut, r.ID)
	}
	for i := range f.Model.VPCs {
		v := &f.Model.VPCs[i]
		s.Matches = s.Matches || f.scope.holds(&v.Resource, model.Known(v.ID)).Or(false)
	}
	slices.Sort(s.LeftOut)
	return s
}

// leaveOpen: a component of which it is not known whether it is in scope may be one that a stack
// seems to lack, or one more.
func (f *finder) leaveOpen(stacks []Stack) {
	if len(f.open) == 0 {
		return
	}
	for i := range stacks {
		for _, list := range stacks[i].components() {
			*list = list.Broken(f.open[0].Why) // a list keeps the first reason
		}
		stacks[i].followServices()
	}
}

// Gaps say that it is not known whether components are in scope, one for each reason.
func (s Scoped) Gaps() []model.Gap {
	byReason := map[model.Reason][]string{}
	for _, open := range s.Open {
		byReason[open.Why.Reason] = append(byReason[open.Why.Reason], open.ID)
	}
	var gaps []model.Gap
	for _, reason := range slices.Sorted(maps.Keys(byReason)) {
		ids := byReason[reason]
		gaps = append(gaps, model.Gap{
			Collection: "scope",
			Reason:     reason,
			Detail: fmt.Sprintf(
				"whether %d components are in scope is not known (%s): %s",
				len(ids),
				strings.ReplaceAll(string(reason), "_", " "),
				model.Named(ids),
			),
		})
	}
	return gaps
}

// CheckScope is an *EmptyScopeError when the scope matches nothing in any of the inputs, and
// leaves something out.
func CheckScope(all []Scoped) error {
	var leftOut []string
	for _, s := range all {
		if s.Matches || len(s.Open) > 0 {
			return nil
		}
		leftOut = append(leftOut, s.LeftOut...)
	}
	return &EmptyScopeError{leftOut}
}
