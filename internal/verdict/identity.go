package verdict

import "cmp"

// Key says which finding a verdict is, whatever it says: by the rule and the documented component, or by
// the resource where it is no component's.
func (v Verdict) Key() []string {
	return []string{v.Rule, cmp.Or(v.Component, v.Resource.ID), v.Resource.Account, v.Resource.Region}
}

// Counts reports whether a verdict is a violation that makes the run fail.
func (s *Summary) Counts(v Verdict) bool {
	return v.Status == Fail && !v.Known && v.Severity.Rank() <= s.FailOn.Rank()
}

// About is the rule that gave a verdict, with what it demands and why; empty where that is not known.
func (r *Report) About(v Verdict) Rule {
	for _, rule := range r.Rules {
		if rule.ID == v.Question || v.Question == "" && rule.ID == v.Rule {
			return rule
		}
	}
	return Rule{}
}
