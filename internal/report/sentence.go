package report

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// Sentence sums up a report in one line, with the exit code. What did not decide the code
// stands in it too: a failure below --fail-on, and what is for a scan.
func Sentence(r *verdict.Report) string {
	s := &r.Summary
	parts := append(failures(r), undecided(r)...)
	for _, one := range []struct {
		count int
		text  string
	}{{s.NotCollected, "not collected"}, {s.Unmatched, "unmatched"}, {s.Unknown, "unknown"}, {s.Waived, "waived"}} {
		if one.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.count, one.text))
		}
	}
	parts = append(parts, fmt.Sprintf("%d passed", s.Pass))
	if s.NotAsked > 0 {
		parts = append(parts, fmt.Sprintf("%d not asked by the document", s.NotAsked))
	}
	if rest := s.NotApplicable - s.NotAsked; rest > 0 {
		parts = append(parts, fmt.Sprintf("%d not applicable", rest))
	}
	if s.More > 0 {
		parts = append(parts, fmt.Sprintf("%d with more than documented", s.More))
	}
	if s.OutOfScope > 0 {
		parts = append(parts, fmt.Sprintf("%d components out of scope", s.OutOfScope))
	}
	if s.NotItsPart > 0 {
		parts = append(parts, fmt.Sprintf("%d of other parts not judged", s.NotItsPart))
	}
	return fmt.Sprintf("%s: %s (exit %d)", strings.ToUpper(s.Outcome), strings.Join(parts, ", "), s.ExitCode)
}

// failures counts violations by severity; those that --fail-on lets pass, and those of the baseline, are named
// as such.
func failures(r *verdict.Report) []string {
	s := &r.Summary
	var counted, below []string
	bySeverity, failed := map[verdict.Severity]int{}, 0
	for _, v := range worst(r) {
		bySeverity[v.Severity]++
	}
	for _, severity := range verdict.Severities() {
		n := bySeverity[severity]
		switch {
		case n == 0:
		case severity.Rank() > s.FailOn.Rank():
			below = append(below, fmt.Sprintf("%d %s", n, severity))
		default:
			counted, failed = append(counted, fmt.Sprintf("%d %s", n, severity)), failed+n
		}
	}
	var parts []string
	if failed > 0 {
		parts = append(parts, fmt.Sprintf("%d %s (%s)", failed, failedWord(r), strings.Join(counted, ", ")))
	}
	if len(below) > 0 {
		parts = append(parts, strings.Join(below, ", ")+" below --fail-on")
	}
	if s.Known > 0 {
		parts = append(parts, fmt.Sprintf("%d known from the baseline", s.Known))
	}
	if r.Baseline != nil && len(r.Baseline.Gone) > 0 {
		parts = append(parts, fmt.Sprintf("%d gone since", len(r.Baseline.Gone)))
	}
	return parts
}

func failedWord(r *verdict.Report) string {
	if r.Baseline != nil {
		return "new"
	}
	return "failed"
}

// undecided says what the rules wait for that leave the run undecided, and which wait for an account.
func undecided(r *verdict.Report) []string {
	s := &r.Summary
	var parts []string
	for _, one := range []struct {
		rules         []string
		needs, advice string
	}{
		{s.UndecidedRules.Source, "the configuration", "give --source plan.out"},
		{s.UndecidedRules.Apply, "apply", ""},
		{s.UndecidedRules.Reading, "a scan", "or a waiver"},
		{s.UndecidedRules.Match, "`match` in the document", ""},
	} {
		if n := len(one.rules); n > 0 {
			parts = append(parts, needing(n, s.UndecidedOn, one.needs, one.advice))
		}
	}
	if s.ExitCode == verdict.ExitUndecided && s.Undecided == 0 {
		parts = append(parts, emptyOrIncomplete(r))
	}
	if s.ForAScan > 0 {
		parts = append(parts, fmt.Sprintf("%s %s for a scan", rules(s.ForAScan, ""), verb(s.ForAScan, "is", "are")))
	}
	if s.BeyondScan > 0 {
		parts = append(parts, rules(s.BeyondScan, "")+" no account can tell")
	}
	return parts
}

func emptyOrIncomplete(r *verdict.Report) string {
	if len(r.Gaps) > 0 {
		return "the input is incomplete"
	}
	return "nothing was judged"
}

func needing(n int, threshold verdict.Severity, what, advice string) string {
	if advice != "" {
		advice = " (" + advice + ")"
	}
	return fmt.Sprintf("%s %s %s%s", rules(n, grave(threshold)), verb(n, "needs", "need"), what, advice)
}

func rules(n int, kind string) string {
	return fmt.Sprintf("%d %s%s", n, kind, verb(n, "rule", "rules"))
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// grave names the severities at or above a threshold, or nothing where that is every one.
func grave(threshold verdict.Severity) string {
	all := verdict.Severities()
	rank := threshold.Rank()
	switch {
	case rank < 0, rank == len(all)-1:
		return ""
	case rank == 0:
		return string(all[0]) + " "
	}
	var names []string
	for _, severity := range all[:rank] {
		names = append(names, string(severity))
	}
	return strings.Join(names, ", ") + " or " + string(all[rank]) + " "
}
