package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

func unknown(rule string, severity verdict.Severity, needs model.Need) verdict.Verdict {
	return verdict.Verdict{
		Rule:     rule,
		Status:   verdict.Unknown,
		Severity: severity,
		Needs:    needs,
		Message:  "why",
		Evidence: []string{},
	}
}

// TestSentence: the last line says what decided the exit code, what to do about it, and
// hides nothing that a threshold let pass.
func TestSentence(t *testing.T) {
	pass := verdict.Verdict{Rule: "a/pass", Status: verdict.Pass, Severity: "high"}
	failed := verdict.Verdict{Rule: "a/fail", Status: verdict.Fail, Severity: "high"}
	for _, c := range []struct {
		verdicts       []verdict.Verdict
		failOn, openOn verdict.Severity
		want           string
	}{
		{[]verdict.Verdict{pass}, "low", "high", "CONFORMS: 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, unknown("a/x", "critical", model.NeedsSource), unknown("a/x", "critical", model.NeedsSource), unknown("a/y", "high", model.NeedsSource)}, "low", "high",
			"UNDECIDED: 2 critical or high rules need the configuration (give --source plan.out), 3 unknown, 1 passed (exit 3)"},
		{[]verdict.Verdict{pass, unknown("a/x", "high", model.NeedsApply)}, "low", "high", "UNDECIDED: 1 critical or high rule needs apply, 1 unknown, 1 passed (exit 3)"},
		{[]verdict.Verdict{pass, unknown("a/x", "high", model.NeedsApply)}, "low", "critical", "CONFORMS: 1 unknown, 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, unknown("a/x", "critical", model.NeedsReading)}, "low", "critical", "UNDECIDED: 1 critical rule needs a scan (or a waiver), 1 unknown, 1 passed (exit 3)"},
		{[]verdict.Verdict{pass, unknown("a/x", "low", model.NeedsApply)}, "low", "low", "UNDECIDED: 1 rule needs apply, 1 unknown, 1 passed (exit 3)"},
		{[]verdict.Verdict{pass, unknown("a/x", "critical", model.NeedsApply)}, "low", "never", "CONFORMS: 1 unknown, 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, unknown("a/x", "critical", model.NeedsScan)}, "low", "low", "CONFORMS: 1 rule is for a scan, 1 unknown, 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, unknown("a/x", "critical", model.NeedsNothing)}, "low", "low", "CONFORMS: 1 rule no account can tell, 1 unknown, 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, failed}, "critical", "high", "TOLERATED: 1 high below --fail-on, 1 passed (exit 0)"},
		{[]verdict.Verdict{pass, failed, unknown("a/x", "high", model.NeedsApply)}, "low", "high", "VIOLATIONS: 1 failed (1 high), 1 critical or high rule needs apply, 1 unknown, 1 passed (exit 1)"},
		{nil, "low", "high", "UNDECIDED: nothing was judged, 0 passed (exit 3)"},
	} {
		r := &verdict.Report{Verdicts: c.verdicts}
		r.Summarize(verdict.Policy{FailOn: c.failOn, UndecidedOn: c.openOn})
		if got := report.Sentence(r); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestJUnitErrorsAreWhatIsUndecided: a testcase is an error exactly where its verdict alone leads to exit 3.
func TestJUnitErrorsAreWhatIsUndecided(t *testing.T) {
	for threshold, errors := range map[verdict.Severity]int{"low": 2, "high": 1, "never": 0} {
		r := &verdict.Report{
			Environment: "prod",
			Verdicts: []verdict.Verdict{unknown("a/w", "critical", model.NeedsScan),
				unknown("a/x", "high", model.NeedsApply), unknown("a/y", "low", model.NeedsApply)},
		}
		r.Summarize(verdict.Policy{FailOn: "low", UndecidedOn: threshold})
		var out bytes.Buffer
		if err := report.JUnit(&out, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if n, s := strings.Count(out.String(), "<error "), strings.Count(out.String(), "<skipped "); n != errors ||
			s != 3-errors {
			t.Errorf("--undecided-on %s: %d errors, %d skipped", threshold, n, s)
		}
	}
}
