package verdict

import (
	"cmp"
	"slices"
	"strings"
)

// Join makes one report of those of several accounts and regions. One without any component
// says nothing where another of its account has some: the document asks for the architecture
// once, not in every region. What was not collected there stays.
func Join(all []*Report) *Report {
	if len(all) == 1 {
		return all[0]
	}
	occupied := map[string]bool{}
	for _, r := range all {
		occupied[r.Source.Name] = occupied[r.Source.Name] || !r.Empty
	}
	joined := *all[0]
	joined.Verdicts, joined.Gaps, joined.Components, joined.Calls = []Verdict{}, []Gap{}, []Bound{}, nil
	var names, environments []string
	for _, r := range all {
		names, environments = append(names, r.Source.Name), append(environments, r.Environment)
		for _, v := range r.Verdicts {
			if !r.Empty || !occupied[r.Source.Name] || v.Status == NotCollected {
				joined.Verdicts = append(joined.Verdicts, v)
			}
		}
		joined.Gaps = append(joined.Gaps, r.Gaps...)
		joined.Calls, joined.Components = append(joined.Calls, r.Calls...), append(joined.Components, r.Components...)
		if r != all[0] {
			joined.Summary.OutOfScope += r.Summary.OutOfScope
			joined.Summary.joinUnread(r.Summary)
		}
	}
	joined.Source.Name, joined.Environment = listed(names), listed(environments)
	joined.Gaps, joined.Calls = unique(joined.Gaps), unique(joined.Calls)
	slices.SortStableFunc(joined.Verdicts, func(a, b Verdict) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Resource.ID, b.Resource.ID))
	})
	return &joined
}

// listed names each once, in order.
func listed(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// unique drops repetitions: what an account has once stands in the report of each region.
func unique[T comparable](all []T) []T {
	seen := map[T]bool{}
	return slices.DeleteFunc(all, func(x T) bool {
		again := seen[x]
		seen[x] = true
		return again
	})
}
