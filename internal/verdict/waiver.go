package verdict

import (
	"fmt"
	"path"
	"time"
)

// Waiver is a documented exception: a failing or undecided verdict it matches is waived until it expires.
type Waiver struct {
	// Rule is a rule id, or a pattern such as "backup/*".
	Rule string `yaml:"rule" json:"rule" doc:"rule id, or a pattern such as backup/*"`
	// Resource is an address or ARN, or a pattern; * matches within one step only as in path.Match.
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
	if _, err := time.Parse(day, w.Expires); err != nil {
		return fmt.Errorf("expires %q is not a day such as 2027-01-31", w.Expires)
	}
	return nil
}

func (w Waiver) matches(v Verdict) bool {
	return (glob(w.Rule, v.Rule) || glob(w.Rule, v.Question)) && (glob(w.Resource, v.Resource.Address) || glob(w.Resource, v.Resource.ARN) || glob(w.Resource, v.Resource.ID))
}

// glob matches literally first, so that the brackets of addresses need no quoting.
func glob(pattern, text string) bool {
	if pattern == text {
		return text != ""
	}
	ok, err := path.Match(pattern, text)
	return err == nil && ok
}

// Waive turns failing and undecided verdicts into waived ones, which say what was waived. An
// expired waiver waives nothing, and the verdict says so.
func Waive(verdicts []Verdict, waivers []Waiver, today time.Time) {
	for i := range verdicts {
		v := &verdicts[i]
		for j := range waivers {
			w := &waivers[j]
			if !v.Status.waivable() || !w.matches(*v) {
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
