package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Baseline says how a report stands to an earlier one.
type Baseline struct {
	// File is where the earlier report was read.
	File string `json:"file"`
	// Gone are violations of the earlier report that are none any more.
	Gone []Past `json:"gone"`
	// Changed are violations of the earlier report that fail otherwise now: what is new stands at the verdict.
	Changed []Past `json:"changed"`
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

// joining says which verdicts of two reports are one finding, which are on one resource, and which violation is none
// that is new.
type joining struct {
	key      func(Verdict) string
	resource func(Verdict) string
	known    func(now, then Verdict) bool
}

// exactly joins what is of one kind of source.
func exactly() joining {
	return joining{
		key: func(v Verdict) string { return fmt.Sprintf("%q", v.Key()) },
		resource: func(v Verdict) string {
			return fmt.Sprintf("%q", []string{v.Rule, v.Resource.ID, v.Resource.Account, v.Resource.Region})
		},
		known: Verdict.isNoMoreThan,
	}
}

// byIdentity joins plans with accounts, which call the same thing by address and by ARN: by component, else by type
// and name. What was found is told with other names there, so only its figures are compared.
func byIdentity() joining {
	byName := func(v Verdict) string {
		return fmt.Sprintf("%q", []string{v.Rule, v.Resource.Type, cmp.Or(v.Resource.Name, v.Resource.ID)})
	}
	return joining{
		key: func(v Verdict) string {
			if v.Component != "" {
				return fmt.Sprintf("%q", []string{v.Rule, v.Component})
			}
			return byName(v)
		},
		resource: byName,
		known:    Verdict.isNoMoreInFigures,
	}
}

// joiningOf is how two reports are joined.
func joiningOf(a, b *Report) joining {
	if (a.Source.Kind == model.KindAccount) != (b.Source.Kind == model.KindAccount) {
		return byIdentity()
	}
	return exactly()
}

// Against marks the violations that an earlier report has already, each of its own only once, and tells what
// became of those that are none any more. It comes before Summarize.
func (r *Report) Against(earlier *Report, file string) {
	j := joiningOf(r, earlier)
	judged, judges := earlier.resources(j), r.resources(j)
	same, renamed := map[string][]*past{}, map[string][]*past{}
	var all []*past
	for _, v := range earlier.Verdicts {
		if v.Status != Fail {
			continue
		}
		p, key, resource := &past{v: v}, j.key(v), j.resource(v)
		all, same[key+resource] = append(all, p), append(same[key+resource], p)
		if !judges[resource] {
			renamed[key] = append(renamed[key], p)
		}
	}
	for i := range r.Verdicts {
		if v := &r.Verdicts[i]; v.Status == Fail {
			key, resource := j.key(*v), j.resource(*v)
			v.Known = j.take(same[key+resource], *v) || !judged[resource] && j.take(renamed[key], *v)
		}
	}
	r.Baseline = &Baseline{File: file, Gone: []Past{}, Changed: []Past{}, Open: []Past{}}
	now := r.standing(j)
	for _, p := range all {
		if !p.taken {
			r.settle(p.v, now)
		}
	}
}

// resources are those that a report judges, by rule. A resource is another's new name only where the report does not
// judge it, or what broke would hide behind what was mended.
func (r *Report) resources(j joining) map[string]bool {
	judged := map[string]bool{}
	for _, v := range r.Verdicts {
		judged[j.resource(v)] = true
	}
	return judged
}

// standing is what a report says now, by finding.
type standing struct {
	joining
	byResource map[string]Status
	byKey      map[string][]Status
	rules      map[string]bool
	// undecided are the components of which a rule could not decide something, by rule.
	undecided map[string][]string
}

// standing leaves out what is known already.
func (r *Report) standing(j joining) standing {
	s := standing{
		joining:    j,
		byResource: map[string]Status{},
		byKey:      map[string][]Status{},
		rules:      map[string]bool{},
		undecided:  map[string][]string{},
	}
	for _, v := range r.Verdicts {
		if slices.Contains([]Status{Unknown, NotCollected, Unmatched}, v.Status) {
			s.undecided[v.Rule] = append(s.undecided[v.Rule], v.Component)
		}
		if s.rules[v.Rule] = true; !v.Known {
			key := j.key(v)
			s.byKey[key], s.byResource[key+j.resource(v)] = append(s.byKey[key], v.Status), v.Status
		}
	}
	return s
}

// past is a violation of an earlier report, and whether one of now is it.
type past struct {
	v     Verdict
	taken bool
}

// take takes the first earlier violation that has all that differs in a verdict.
func (j joining) take(before []*past, v Verdict) bool {
	for _, p := range before {
		if !p.taken && j.known(v, p.v) {
			p.taken = true
			return true
		}
	}
	return false
}

// settle tells what became of an earlier violation that no violation of now is.
func (r *Report) settle(v Verdict, now standing) {
	p := Past{Rule: v.Rule, Severity: v.Severity, Component: v.Component, Resource: v.Resource.ID, Found: v.Found}
	status := now.statusOf(v)
	switch p.Now = becomes(status); status {
	case Pass, NotApplicable:
		r.Baseline.Gone = append(r.Baseline.Gone, p)
	case Fail:
		r.Baseline.Changed = append(r.Baseline.Changed, p)
	case "":
		r.settleAbsent(p, now.rules[v.Rule] && !now.leavesOpen(v))
	default:
		r.Baseline.Open = append(r.Baseline.Open, p)
	}
}

// leavesOpen reports whether the rule of a finding could not decide something that may be the same thing under another
// name: of its component, or of nobody's.
func (s standing) leavesOpen(v Verdict) bool {
	return slices.ContainsFunc(s.undecided[v.Rule], func(component string) bool {
		return component == "" || v.Component == "" || component == v.Component
	})
}

// statusOf is the status of the same resource, else the least certain one of the same finding; empty where
// nothing was judged.
func (s standing) statusOf(v Verdict) Status {
	key := s.key(v)
	if status := s.byResource[key+s.resource(v)]; status != "" {
		return status
	}
	for _, status := range []Status{Unknown, NotCollected, Unmatched, Fail, Waived, Pass, NotApplicable} {
		if slices.Contains(s.byKey[key], status) {
			return status
		}
	}
	return ""
}

// settleAbsent tells of a violation on what has no verdict now. It is gone with the thing only where the rule
// judged what there is, and all of it was read.
func (r *Report) settleAbsent(p Past, judged bool) {
	if judged && len(r.Gaps) == 0 && r.Summary.OutOfScope == 0 {
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
