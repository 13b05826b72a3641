package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestAmbiguousIsRefused: a snapshot, a report or a price book in which a member stands twice says nothing, wherever it
// is given.
func TestAmbiguousIsRefused(t *testing.T) {
	dir := t.TempDir()
	plan := "../../fixtures/plans/existing-prod.json"
	of := func(name string) string { return filepath.Join(dir, name) }
	execute("collect", plan, "-o", of("snapshot.json"))
	execute("plan", plan, "--env", "prod", "--format", "json="+of("report.json"))
	for name, edit := range map[string][2]string{
		"snapshot.json": {`"multi_az": true`, `"multi_az": false, "multi_az": true`},
		"gaps.json":     {`"gaps": [`, `"Gaps": [], "gaps": [`},
		"report.json":   {`"status": "pass"`, `"status": "fail", "status": "pass"`},
		"verdicts.json": {`"verdicts": [`, `"Verdicts": [], "verdicts": [`},
		"prices.json":   {`"currency"`, `"currency": "EUR", "currency"`},
	} {
		from := map[string]string{"gaps.json": of("snapshot.json"), "verdicts.json": of("report.json"), "prices.json": "../../internal/cost/prices.json"}[name]
		if from == "" {
			from = of(name)
		}
		write(t, of("twice-"+name), []byte(strings.Replace(fileText(t, from), edit[0], edit[1], 1)))
	}
	for _, args := range []string{
		"check twice-snapshot.json --env prod", "check twice-gaps.json --env prod", "reach --matrix twice-gaps.json --env prod",
		"plan PLAN --env prod --baseline twice-report.json", "plan PLAN --env prod --baseline twice-verdicts.json",
		"diff twice-report.json PLAN --env prod", "cost PLAN --env prod --prices twice-prices.json",
	} {
		words := strings.Fields(strings.ReplaceAll(args, "twice-", of("twice-")))
		for i, word := range words {
			if word == "PLAN" {
				words[i] = plan
			}
		}
		if code, out, errs := execute(words...); code != 2 || !bytes.Contains(errs, []byte("twice")) || len(out) > 0 {
			t.Errorf("%s: %d %s %s", args, code, out, errs)
		}
	}
}
