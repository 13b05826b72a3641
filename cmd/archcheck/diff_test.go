package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

// TestDiffOfPlanAndAccount: a plan and the account that it was built in have the same violation, which is joined across
// address and ARN; against the plan of before it is what broke.
func TestDiffOfPlanAndAccount(t *testing.T) {
	built(t, "ha-db-single-az", "770000000001")
	diffed := func(before string, wantBroken bool) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(
			[]string{
				"diff",
				before,
				"account:a770000000001",
				"--env",
				"prod",
				"--undecided-on",
				"never",
				"--only",
				"availability/database-multi-az",
				"--format",
				"json",
			},
			watched(&out, &errs, func(string, *http.Request) (*http.Response, error) { return nil, nil }),
		)
		var d struct{ Broken, Fixed, Changed, Open, Still []verdict.Past }
		if err := json.Unmarshal(out.Bytes(), &d); err != nil {
			t.Fatalf("exit %d: %s%s", code, errs.String(), out.String())
		}
		if (len(d.Broken) == 1) != wantBroken || (len(d.Still) == 1) == wantBroken ||
			(code == verdict.ExitViolations) != wantBroken ||
			len(d.Fixed)+len(d.Changed)+len(d.Open) != 0 {
			t.Errorf("%s: exit %d, %+v\n%s", before, code, d, errs.String())
		}
	}
	diffed("../../fixtures/plans/ha-db-single-az.json", false)
	diffed("../../fixtures/plans/ok-prod.json", true)
}
