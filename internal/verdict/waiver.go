package verdict

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/bmatcuk/doublestar/v4"
)

// Waiver is a documented exception: a failing or undecided verdict it matches is waived until it expires.
type Waiver struct {
	// Rule is a rule id, or a pattern such as "backup/*".
	Rule string `yaml:"rule" json:"rule" doc:"rule id, or a pattern such as backup/* or {backup,scaling}/**"`
	// Resource is an address or ARN, or a pattern: * matches all but slashes, ** any steps between slashes.
	Resource string `yaml:"resource" json:"resource" doc:"Terraform address or ARN, or a pattern with *"`
	Reason   string `yaml:"reason" json:"reason" doc:"why this is accepted"`
	Owner    string `yaml:"owner" json:"owner" doc:"who answers for it"`
	Expires  string `yaml:"expires" json:"expires" doc:"the last day it holds, YYYY-MM-DD"`
}

const day = "2006-01-02"

// Check reports what a waiver lacks.
func (w Waiver) Check() error {
	for name, value := range map[string]string{"rule": w.Rule, "resource": w.Resource, "reason": w.Reason, "owner": w.Owner, "expires": w.Expires} {
		if value == "" {
			return fmt.Errorf("a waiver needs %s", name)
		}
	}
	for name, pattern := range map[string]string{"rule": w.Rule, "resource": w.Resource} {
		// The brackets of addresses are no mistake.
		if !IsPattern(strings.NewReplacer("[", "", "]", "").Replace(pattern)) {
			return fmt.Errorf("%s %q is no pattern: a brace or a backslash is not closed", name, pattern)
		}
	}
	if _, err := time.Parse(day, w.Expires); err != nil {
		return fmt.Errorf("expires %q is not a day such as 2027-01-31", w.Expires)
	}
	return nil
}

// Matches reports whether a waiver is about a verdict, whatever its status.
func (w Waiver) Matches(v Verdict) bool {
	return w.isOf(v.Rule, v.Question) &&
		(Glob(w.Resource, v.Resource.Address) || Glob(w.Resource, v.Resource.ARN) || Glob(w.Resource, v.Resource.ID))
}

func (w Waiver) isOf(ids ...string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return Glob(w.Rule, id) })
}

// Glob matches a text with a pattern: literally first, then with the brackets of addresses as they stand, then with
// classes of characters.
func Glob(pattern, text string) bool {
	if pattern == text {
		return text != ""
	}
	literal := strings.NewReplacer("[", `\[`, "]", `\]`).Replace(pattern)
	return text != "" && (doublestar.MatchUnvalidated(literal, text) || doublestar.MatchUnvalidated(pattern, text))
}

// IsPattern reports whether Glob can match a text with it at all.
func IsPattern(pattern string) bool { return doublestar.ValidatePattern(pattern) }

// mostUnused is how many waivers that are about nothing are named.
const mostUnused = 100

// Unused says, a sentence each, which waivers are about nothing: no rule of all has such an id, or no verdict of the
// report is on such a resource. What was not judged, by --only and --skip, is no reason.
func (r *Report) Unused(waivers []Waiver, all []Rule, judged func(Rule, string) bool) []string {
	var unused, known []string
	for _, rule := range all {
		known = append(append(known, rule.IDs()...), rule.Group()+"/*")
	}
	for i, w := range waivers {
		if len(unused) == mostUnused { // to look for what each of them meant takes its time
			return append(unused, "more waivers match nothing")
		}
		named, asked := false, false
		for _, rule := range all {
			for _, id := range append(rule.IDs(), rule.Question()) {
				named = named || w.isOf(id)
				asked = asked || w.isOf(id) && judged(rule, id)
			}
		}
		switch {
		case !named:
			unused = append(
				unused,
				fmt.Sprintf("waiver %d matches no rule: %s%s", i+1, w.Rule, near.Question(w.Rule, known)),
			)
		case asked && !slices.ContainsFunc(r.Verdicts, w.Matches):
			unused = append(
				unused,
				fmt.Sprintf("waiver %d matches nothing that was judged: %s on %s", i+1, w.Rule, w.Resource),
			)
		}
	}
	return unused
}

// Waive turns failing and undecided verdicts into waived ones, which say what was waived. An
// expired waiver waives nothing, and the verdict says so.
func Waive(verdicts []Verdict, waivers []Waiver, today time.Time) {
	for i := range verdicts {
		v := &verdicts[i]
		for j := range waivers {
			w := &waivers[j]
			if !v.Status.waivable() || !w.Matches(*v) {
				continue
			}
			if today.Format(day) > w.Expires {
				v.Message += fmt.Sprintf(" (the waiver of %s expired on %s)", w.Owner, w.Expires)
				continue
			}
			waived := fmt.Sprintf("waived until %s by %s: %s", w.Expires, w.Owner, w.Reason)
			if v.Status != Fail {
				waived += fmt.Sprintf(" (not decided: %s)", v.Message)
			}
			v.Status, v.Waiver, v.Message = Waived, w, waived
		}
	}
}

// waivable: what passes needs no exception.
func (s Status) waivable() bool {
	return s == Fail || s == Unknown || s == NotCollected || s == Unmatched
}
