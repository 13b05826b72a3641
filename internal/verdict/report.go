package verdict

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// Version is the version of the report format.
const Version = "1"

// Report is everything a run found, in the order reports show it.
type Report struct {
	Version     string   `json:"version"`
	Archcheck   string   `json:"archcheck"`
	Source      Source   `json:"source"`
	Environment string   `json:"environment"`
	Document    Document `json:"document"`
	Summary     Summary  `json:"summary"`
	Gaps        []Gap    `json:"gaps"`
	// Calls is the ledger of a scan: what was asked of AWS, and what became of it.
	Calls    []Call    `json:"calls,omitempty"`
	Verdicts []Verdict `json:"verdicts"`
	// Components say which documented component each thing was taken for, and what decided that.
	Components []Bound `json:"components"`
	// Rules are those that judged, with what they demand and why.
	Rules []Rule `json:"-"`
	// Baseline says how it stands to an earlier report, where one was given.
	Baseline *Baseline `json:"baseline,omitempty"`
	// Draw draws what was judged, as mermaid or svg; nil where nobody asked for a picture.
	Draw func(format string) string `json:"-"`
	// Empty says that there is no component in what was read.
	Empty bool `json:"-"`
}

// Bound is a thing that was taken for a documented component.
type Bound struct {
	// Component is what the document calls it; names with " or " between where that is not decided, empty
	// for what the document does not have.
	Component string `json:"component"`
	Kind      string `json:"kind"`
	Resource  string `json:"resource"`
	// How is match, the only one of its kind, wiring, the only one left, or not decided.
	How string `json:"how"`
}

// IsPlain reports whether nothing had to be decided: it is the only one of its kind in the document.
func (b Bound) IsPlain() bool { return b.How == "the only one of its kind" }

// Source says what was judged.
type Source struct {
	// Kind is plan, state or account.
	Kind string `json:"kind"`
	Name string `json:"name"`
	Tool string `json:"tool,omitempty"`
	Time string `json:"time,omitempty"`
	// Digest is the SHA-256 of the input's bytes.
	Digest string `json:"digest,omitempty"`
	// Inputs are the plans and states that were judged as one, where there are several.
	Inputs []Source `json:"inputs,omitempty"`
}

// Call counts the requests of one AWS operation that ended alike.
type Call struct {
	Account string `json:"account"`
	// Region is empty for what an account has once.
	Region    string `json:"region,omitempty"`
	Service   string `json:"service"`
	Operation string `json:"operation"`
	Count     int    `json:"count"`
	Pages     int    `json:"pages"`
	Status    string `json:"status"`
	Detail    string `json:"detail,omitempty"`
}

// Document is the documented architecture that was judged against.
type Document struct {
	File   string `json:"file"`
	Digest string `json:"digest"`
}

// Gap is what was not read whole.
type Gap struct {
	Collection string `json:"collection"`
	Reason     string `json:"reason"`
	Detail     string `json:"detail"`
}

// Summary counts verdicts by status and violations by severity.
type Summary struct {
	// Outcome is conforms, violations, undecided, or tolerated: nothing that fails counts, by --fail-on or the
	// baseline. What is waived is accepted: the counts tell it.
	Outcome string `json:"outcome"`
	// FailOn is the lowest severity at which a violation counts.
	FailOn Severity `json:"fail_on"`
	// UndecidedOn is the lowest severity at which what is unknown counts as undecided, or never.
	UndecidedOn Severity `json:"undecided_on"`
	// Strict says that what is unknown counts at every severity.
	Strict        bool `json:"strict"`
	ExitCode      int  `json:"exit_code"`
	Pass          int  `json:"pass"`
	Fail          int  `json:"fail"`
	Unknown       int  `json:"unknown"`
	NotCollected  int  `json:"not_collected"`
	Unmatched     int  `json:"unmatched"`
	Waived        int  `json:"waived"`
	NotApplicable int  `json:"not_applicable"`
	// NotAsked are those of them that the document does not ask.
	NotAsked int `json:"not_asked"`
	// More counts the verdicts on what there is more of than the document has, where it does not say that it has all.
	More       int            `json:"more,omitempty"`
	BySeverity map[string]int `json:"fail_by_severity"`
	// Known are violations that stand in the baseline; they are counted in Fail too.
	Known int `json:"known,omitempty"`
	// SoftFailed says that violations do not end with ExitViolations.
	SoftFailed bool `json:"soft_fail,omitempty"`
	// SkippedRules are the rules that --only and --skip leave out.
	SkippedRules int `json:"skipped_rules,omitempty"`
	// UnusedWaivers are waivers that match nothing that was judged, or rules that there are not.
	UnusedWaivers []string `json:"unused_waivers,omitempty"`
	// Undecided are the verdicts that alone leave the run undecided.
	Undecided      int            `json:"undecided"`
	UndecidedRules UndecidedRules `json:"undecided_rules"`
	// ForAScan are the rules that are unknown for reasons that neither source nor apply settles.
	ForAScan int `json:"for_a_scan"`
	// BeyondScan are the rules that an account was asked and cannot tell.
	BeyondScan int `json:"-"`
	// OutOfScope are components the scope left out, Unmodeled resources of types no rule reads.
	OutOfScope int `json:"out_of_scope"`
	Unmodeled  int `json:"unmodeled"`
	// LeftOut are the ids of the components out of scope. UnmodeledTypes are the types that no
	// rule reads, each with its count; Mentions are those resources of them that refer to a component.
	LeftOut        []string          `json:"left_out,omitempty"`
	UnmodeledTypes []model.TypeCount `json:"unmodeled_types,omitempty"`
	Mentions       []model.Mention   `json:"mentions,omitempty"`
	// Parts are what the input answers for, where that is not everything; OtherParts are what it does not,
	// and NotItsPart counts the verdicts on those, which stand nowhere.
	Parts      []string `json:"parts,omitempty"`
	OtherParts []string `json:"other_parts,omitempty"`
	NotItsPart int      `json:"not_its_part,omitempty"`
	// Notes are sentences on what such a source can never show.
	Notes []string `json:"notes,omitempty"`
}

// Exit codes of a run. A violation wins over what could not be decided.
const (
	ExitConforms    = 0
	ExitViolations  = 1
	ExitError       = 2
	ExitUndecided   = 3
	ExitInterrupted = 130
)

// Policy says which verdicts decide the exit code.
type Policy struct {
	// FailOn is the lowest severity that makes a violation count.
	FailOn Severity
	// UndecidedOn is the lowest severity that makes an unknown verdict count, or Never.
	UndecidedOn Severity
	// SoftFail makes violations end with ExitConforms; it hides nothing else, nor what was not decided.
	SoftFail bool
}

// counts reports whether a gap leaves a run undecided. What another owner has, such as the
// interfaces in a shared VPC, no run of this kind could have read.
func (g Gap) counts() bool { return g.Reason != string(model.NotManaged) }

// Summarize counts the verdicts and decides the exit code.
func (r *Report) Summarize(p Policy) {
	s := &r.Summary
	if p.UndecidedOn == "" {
		p.UndecidedOn = DefaultUndecidedOn
	}
	s.FailOn, s.UndecidedOn, s.Strict = p.FailOn, p.UndecidedOn, p.UndecidedOn == "low"
	s.BySeverity, s.Known, s.Undecided, s.NotAsked, s.More, s.SoftFailed = map[string]int{}, 0, 0, 0, 0, false
	for _, severity := range Severities() {
		s.BySeverity[string(severity)] = 0
	}
	counts := map[Status]*int{
		Pass:          &s.Pass,
		Fail:          &s.Fail,
		Unknown:       &s.Unknown,
		NotCollected:  &s.NotCollected,
		Unmatched:     &s.Unmatched,
		Waived:        &s.Waived,
		NotApplicable: &s.NotApplicable,
	}
	for _, count := range counts {
		*count = 0 // of an earlier report
	}
	counted := false
	for _, v := range r.Verdicts {
		*counts[v.Status]++
		if v.Status == NotApplicable && v.Reason == "" {
			s.NotAsked++
		}
		if len(v.More) > 0 {
			s.More++
		}
		if v.Status == Fail {
			s.BySeverity[string(v.Severity)]++
			if v.Known {
				s.Known++
			}
			counted = counted || s.Counts(v)
		}
	}
	s.countUndecided(r.Verdicts)
	undecided := s.Undecided > 0 || slices.ContainsFunc(r.Gaps, Gap.counts) || s.Pass+s.Fail+s.Waived == 0
	switch {
	case counted:
		s.Outcome, s.ExitCode = "violations", ExitViolations
		if s.SoftFailed = p.SoftFail; p.SoftFail {
			s.ExitCode = ExitConforms
		}
		if p.SoftFail && undecided {
			s.ExitCode = ExitUndecided
		}
	case undecided:
		s.Outcome, s.ExitCode = "undecided", ExitUndecided
	case s.Fail > 0:
		s.Outcome, s.ExitCode = "tolerated", ExitConforms
	default:
		s.Outcome, s.ExitCode = "conforms", ExitConforms
	}
}
