package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// shared is a cause that makes several verdicts fail.
type shared struct {
	id    string
	rules []string
}

// sharedCauses lists what makes more than one verdict fail, its own included, the one that does
// most first.
func sharedCauses(r *verdict.Report) []shared {
	by := map[string][]string{}
	for _, v := range r.Verdicts {
		for _, c := range v.Causes {
			if rules := by[c.ID]; v.Status == verdict.Fail && !slices.Contains(rules, v.Rule) {
				by[c.ID] = append(rules, v.Rule)
			}
		}
	}
	for _, v := range r.Verdicts {
		if rules, ok := by[v.Resource.ID]; ok && v.Status == verdict.Fail && !slices.Contains(rules, v.Rule) {
			by[v.Resource.ID] = append(rules, v.Rule)
		}
	}
	var all []shared
	for _, id := range slices.Sorted(maps.Keys(by)) {
		if len(by[id]) > 1 {
			all = append(all, shared{id, by[id]})
		}
	}
	slices.SortStableFunc(all, func(a, b shared) int { return cmp.Compare(len(b.rules), len(a.rules)) })
	return all
}

// causes groups failures by what causes them, where one thing causes several.
func (p *printer) causes(r *verdict.Report) {
	all := sharedCauses(r)
	for _, s := range all {
		p.hanging(
			"1;31",
			fmt.Sprintf("%d of them are caused by %s: %s", len(s.rules), s.id, strings.Join(s.rules, ", ")),
		)
	}
	if len(all) > 0 {
		p.line("")
	}
}
