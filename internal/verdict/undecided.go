package verdict

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// What messages say of a value that something would tell.
const (
	WithoutConfiguration = "cannot be told without the configuration (--source)"
	BeforeApply          = "cannot be known before apply"
)

// Never stands for no severity: it makes no unknown verdict count as undecided.
const Never Severity = "never"

// Thresholds returns what can be asked for: a severity, or Never.
func Thresholds() []Severity { return append(Severities(), Never) }

// DefaultUndecidedOn is the lowest severity at which an unknown verdict counts as undecided.
const DefaultUndecidedOn Severity = "high"

// Undecides reports whether a verdict alone leaves a run undecided: something was not
// collected, or it is unknown, grave enough, and source or apply could still settle it.
func (s *Summary) Undecides(v Verdict) bool {
	switch v.Status {
	case NotCollected, Unmatched:
		return true
	case Unknown:
		return v.Needs != model.NeedsScan && v.Needs != model.NeedsNothing && v.Severity.Rank() <= s.UndecidedOn.Rank()
	}
	return false
}

// countUndecided counts what leaves the run undecided, and names the rules by what settles them.
func (s *Summary) countUndecided(verdicts []Verdict) {
	rules := map[model.Need][]string{}
	add := func(need model.Need, v Verdict) {
		if !slices.Contains(rules[need], v.Rule) {
			rules[need] = append(rules[need], v.Rule)
		}
	}
	for _, v := range verdicts {
		switch {
		case s.Undecides(v) && v.Status == Unknown:
			s.Undecided++
			add(v.Needs, v)
		case s.Undecides(v) && v.Status == Unmatched:
			s.Undecided++
			add(NeedsMatch, v)
		case s.Undecides(v):
			s.Undecided++
			add(NeedsCollection, v)
		case v.Status == Unknown && (v.Needs == model.NeedsScan || v.Needs == model.NeedsNothing):
			add(v.Needs, v)
		}
	}
	s.UndecidedRules = UndecidedRules{
		Source:     rules[model.NeedsSource],
		Apply:      rules[model.NeedsApply],
		Collection: rules[NeedsCollection],
		Match:      rules[NeedsMatch],
		Reading:    append(rules[model.NeedsReading], rules[""]...),
	}
	s.ForAScan, s.BeyondScan = len(rules[model.NeedsScan]), len(rules[model.NeedsNothing])
}

// NeedsCollection is what a verdict needs that was not collected.
const NeedsCollection model.Need = "collection"

// NeedsMatch is what a verdict needs on a thing of which it is not decided which component it is.
const NeedsMatch model.Need = "match"

// UndecidedRules are the rules that leave a run undecided, each under what would settle it.
type UndecidedRules struct {
	// Source: the Terraform configuration, which was not given.
	Source []string `json:"source,omitempty"`
	// Apply: nothing before apply.
	Apply []string `json:"apply,omitempty"`
	// Reading: archcheck does not take it from this input, such as what is marked sensitive.
	Reading []string `json:"reading,omitempty"`
	// Collection: this input could have told and did not.
	Collection []string `json:"collection,omitempty"`
	// Match: a `match` in the document, which says which component a thing is.
	Match []string `json:"match,omitempty"`
}
