package verdict_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestWaiverOfWhatIsUndecided: a waiver accepts what fails, is unknown or was not collected
// until it expires; then the verdict counts again and says so.
func TestWaiverOfWhatIsUndecided(t *testing.T) {
	for _, status := range verdict.Statuses() {
		for expires, holds := range map[string]bool{"2027-01-31": true, "2026-01-31": false} {
			r := &verdict.Report{
				Verdicts: []verdict.Verdict{
					{
						Rule:     "a/x",
						Status:   status,
						Severity: "critical",
						Message:  "the reason",
						Needs:    model.NeedsApply,
						Resource: verdict.Resource{ID: "thing"},
					},
					{Rule: "a/y", Status: verdict.Pass},
				},
			}
			waivers := []verdict.Waiver{
				{Rule: "a/*", Resource: "thing", Reason: "accepted", Owner: "ops", Expires: expires},
			}
			verdict.Waive(r.Verdicts, waivers, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
			r.Summarize(verdict.Policy{FailOn: "low", UndecidedOn: "low"})
			v := r.Verdicts[0]
			open := status == verdict.Fail || status == verdict.Unknown || status == verdict.NotCollected ||
				status == verdict.Unmatched
			switch {
			case !open && v.Status != status:
				t.Errorf("%s became %s", status, v.Status)
			case open && holds && (v.Status != verdict.Waived || r.Summary.ExitCode != 0):
				t.Errorf("%s is %s, exit %d, under a waiver that holds", status, v.Status, r.Summary.ExitCode)
			case open && holds && status != verdict.Fail && !strings.Contains(v.Message, "the reason"):
				t.Errorf("the waived verdict does not say what was not decided: %s", v.Message)
			case open && !holds && (v.Status != status || r.Summary.ExitCode == 0 || !strings.Contains(v.Message, "expired on 2026-01-31")):
				t.Errorf(
					"%s is %s, exit %d, under an expired waiver: %s",
					status,
					v.Status,
					r.Summary.ExitCode,
					v.Message,
				)
			}
		}
	}
}

// TestNotCollectedAlwaysCounts: no threshold lets pass what was not collected, nor a gap.
func TestNotCollectedAlwaysCounts(t *testing.T) {
	pass := verdict.Verdict{Rule: "a/y", Status: verdict.Pass}
	for _, threshold := range verdict.Thresholds() {
		for name, r := range map[string]*verdict.Report{
			"not collected": {Verdicts: []verdict.Verdict{pass, {Rule: "a/x", Status: verdict.NotCollected, Severity: "low"}}},
			"a gap":         {Verdicts: []verdict.Verdict{pass}, Gaps: []verdict.Gap{{Collection: "*"}}},
			"nothing":       {},
		} {
			r.Summarize(verdict.Policy{FailOn: "low", UndecidedOn: threshold})
			if r.Summary.ExitCode != verdict.ExitUndecided {
				t.Errorf("--undecided-on %s: exit %d with %s", threshold, r.Summary.ExitCode, name)
			}
		}
	}
}

// TestWaivedIsAccepted: what is waived conforms, and is counted, whether it failed or could not be decided.
func TestWaivedIsAccepted(t *testing.T) {
	for _, status := range []verdict.Status{verdict.Fail, verdict.Unknown} {
		r := &verdict.Report{Verdicts: []verdict.Verdict{
			{Rule: "backup/a", Status: status, Severity: "critical", Resource: verdict.Resource{ID: "x", Address: "x"}},
			{Rule: "backup/b", Status: verdict.Pass, Severity: "critical"},
		}}
		waiver := verdict.Waiver{Rule: "backup/a", Resource: "x", Reason: "r", Owner: "o", Expires: "2027-01-31"}
		verdict.Waive(r.Verdicts, []verdict.Waiver{waiver}, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		r.Summarize(verdict.Policy{FailOn: "low", UndecidedOn: "high"})
		if r.Summary.Outcome != "conforms" || r.Summary.ExitCode != 0 || r.Summary.Waived != 1 {
			t.Errorf("%s: %s, exit %d, %d waived", status, r.Summary.Outcome, r.Summary.ExitCode, r.Summary.Waived)
		}
	}
}

// TestManyUnusedWaivers: so many waivers that match nothing take seconds, and a hundred of them are named.
func TestManyUnusedWaivers(t *testing.T) {
	waivers := make([]verdict.Waiver, 50_000)
	for i := range waivers {
		waivers[i] = verdict.Waiver{Rule: fmt.Sprintf("a%d/*", i), Resource: "x"}
	}
	unused := (&verdict.Report{}).Unused(
		waivers,
		[]verdict.Rule{{ID: "backup/a"}},
		func(verdict.Rule, string) bool { return true },
	)
	if len(unused) != 101 {
		t.Error(len(unused))
	}
}
