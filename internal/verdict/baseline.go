package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Baseline says how a report stands to an earlier one.
type Baseline struct {
	// File is where the earlier report was read.
	File string `json:"file"`
	// Gone are violations of the earlier report that are none any more.
	Gone []Past `json:"gone"`
	// Open are violations of the earlier report of which this one cannot tell: they are not decided, or
	// nothing judged them.
	Open []Past `json:"open"`
}

// Past is a violation of an earlier report.
type Past struct {
	Rule      string   `json:"rule"`
	Severity  Severity `json:"severity"`
	Component string   `json:"component,omitempty"`
	Resource  string   `json:"resource"`
	Found     string   `json:"found"`
	// Now says what became of it.
	Now string `json:"now"`
}

// Against marks the violations that an earlier report has already, each of its own only once, and tells what
// became of those that are none any more. It comes before Summarize.
func (r *Report) Against(earlier *Report, file string) {
	before := map[string][]*past{}
	for _, v := range earlier.Verdicts {
		if v.Status == Fail {
			before[key(v)] = append(before[key(v)], &past{v: v})
		}
	}
	for _, sameResource := range []bool{true, false} {
		for i := range r.Verdicts {
			v := &r.Verdicts[i]
			if v.Status == Fail && !v.Known {
				v.Known = take(before[key(*v)], *v, sameResource)
			}
		}
	}
	r.Baseline = &Baseline{File: file, Gone: []Past{}, Open: []Past{}}
	for _, v := range earlier.Verdicts {
		for _, p := range before[key(v)] {
			if v.Status == Fail && !p.taken && p.v.Resource == v.Resource {
				p.taken = true
				r.settle(p.v)
			}
		}
	}
}

// past is a violation of an earlier report, and whether one of now is it.
type past struct {
	v     Verdict
	taken bool
}

// take takes the first earlier violation that has all that differs in a verdict.
func take(before []*past, v Verdict, sameResource bool) bool {
	for _, p := range before {
		if !p.taken && (!sameResource || p.v.Resource.ID == v.Resource.ID) && v.isNoMoreThan(p.v) {
			p.taken = true
			return true
		}
	}
	return false
}

// settle tells what became of an earlier violation that no violation of now is.
func (r *Report) settle(v Verdict) {
	p := Past{Rule: v.Rule, Severity: v.Severity, Component: v.Component, Resource: v.Resource.ID, Found: v.Found}
	var statuses []Status
	ruleJudged := false
	for _, now := range r.Verdicts {
		ruleJudged = ruleJudged || now.Rule == v.Rule
		if key(now) == key(v) {
			statuses = append(statuses, now.Status)
		}
	}
	for _, status := range []Status{Unknown, NotCollected, Unmatched, Fail, Waived, Pass, NotApplicable} {
		if !slices.Contains(statuses, status) {
			continue
		}
		switch p.Now = becomes(status); status {
		case Unknown, NotCollected, Unmatched, Waived:
			r.Baseline.Open = append(r.Baseline.Open, p)
		default:
			r.Baseline.Gone = append(r.Baseline.Gone, p)
		}
		return
	}
	if ruleJudged && len(r.Gaps) == 0 && r.Summary.OutOfScope == 0 {
		p.Now = "it is not there any more"
		r.Baseline.Gone = append(r.Baseline.Gone, p)
		return
	}
	p.Now = "not judged now"
	r.Baseline.Open = append(r.Baseline.Open, p)
}

// becomes says in words what a violation is now.
func becomes(status Status) string {
	return map[Status]string{Unknown: "unknown now", NotCollected: "not collected now", Unmatched: "unmatched now", Waived: "waived now",
		Fail: "it fails otherwise now", Pass: "it passes now", NotApplicable: "the document does not ask for it any more"}[status]
}

func key(v Verdict) string { return fmt.Sprintf("%q", v.Key()) }

// isNoMoreThan reports whether nothing differs in a violation that did not differ in an earlier one: another open
// port, another route or another value is more. Fewer of what must not be there is no more; fewer of what
// must be there is.
func (v Verdict) isNoMoreThan(earlier Verdict) bool {
	now, then := v.differences(), earlier.differences()
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
	}
	if !v.listsOffenders() && !within(then, now) {
		return false
	}
	var causes, before []string
	for _, c := range v.Causes {
		causes = append(causes, c.ID)
	}
	for _, c := range earlier.Causes {
		before = append(before, c.ID)
	}
	return within(now, then) && within(v.Evidence, earlier.Evidence) && within(causes, before)
}

// differences are what was found, one by one.
func (v Verdict) differences() []string {
	var all []string
	for _, part := range strings.Split(cmp.Or(v.Found, v.Message), "; ") {
		if isEdge(part) {
			all = append(all, part)
		} else {
			all = append(all, strings.Split(part, ", ")...)
		}
	}
	return all
}

// isEdge reports whether a part of what was found is one edge, whose commas are its own.
func isEdge(part string) bool {
	return strings.HasPrefix(part, "too much: ") || strings.HasPrefix(part, "missing: ")
}

// listsOffenders reports whether what was found are things that must not be there, or edges that differ.
func (v Verdict) listsOffenders() bool {
	if strings.HasPrefix(v.Expected, "no ") {
		return true
	}
	return !slices.ContainsFunc(v.differences(), func(part string) bool { return !isEdge(part) })
}
