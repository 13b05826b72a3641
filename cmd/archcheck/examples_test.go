package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/policies"
)

// TestExplainShowsEveryRule: `explain` shows of each rule what it passes and what it fails, as it judged a plan before
// and after one edit. policies/examples.json is written of that by `-update`.
func TestExplainShowsEveryRule(t *testing.T) {
	judged := map[string]*evaluate.Example{}
	for _, r := range allRules(t) {
		one := exampleOfCases(t, r)
		if one == nil && !slices.ContainsFunc(r.IDs(), isNotExplained) {
			t.Errorf("%s has no example", r.ID)
		} else if one != nil {
			judged[r.ID] = one
		}
	}
	var now bytes.Buffer
	e := json.NewEncoder(&now)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(judged); err != nil {
		t.Fatal(err)
	}
	if *update {
		write(t, filepath.Join(mototest.Root(), "policies", "examples.json"), now.Bytes())
		return
	}
	if !bytes.Equal(now.Bytes(), policies.Examples) {
		t.Error("policies/examples.json is not what the rules say: go test ./cmd/archcheck -run TestExplain -update")
	}
}

// isNotExplained: no edit of a plan of ours breaks the rule.
func isNotExplained(rule string) bool {
	return accountOnly()[rule] != "" || shownElsewhere()[rule] != ""
}

// exampleOfCases is what a rule said of a plan in which it passes, and of the same with one edit.
func exampleOfCases(t *testing.T, r verdict.Rule) *evaluate.Example {
	t.Helper()
	ids := r.IDs()
	for _, c := range ruleCases() {
		if slices.Contains(ids, c.rule) && c.fail != nil {
			return exampleOfEdit(t, c.rule, documentWith(t, c.document), c.plan(t, nil), c.plan(t, c.fail))
		}
	}
	for _, c := range kindCases() {
		if slices.Contains(ids, c.rule) && c.fail != nil {
			return exampleOfEdit(t, c.rule, c.architecture(t), c.edited(t, nil), c.edited(t, c.fail))
		}
	}
	return nil
}

func exampleOfEdit(t *testing.T, rule, document string, before, after []byte) *evaluate.Example {
	t.Helper()
	args := []string{"--env", "prod", "--only", rule, "--architecture", document}
	was, _ := judgePlan(t, before, args...)
	is, _ := judgePlan(t, after, args...)
	fails := slices.IndexFunc(is.Verdicts, func(v verdict.Verdict) bool {
		return v.Rule == rule && v.Status == verdict.Fail
	})
	if fails < 0 {
		t.Fatalf("%s does not fail", rule)
	}
	// Best on the same thing, else on any: what is absent is judged on another thing than what is there.
	passes := -1
	for i, v := range was.Verdicts {
		same := v.Resource.ID == is.Verdicts[fails].Resource.ID
		if v.Rule == rule && v.Status == verdict.Pass && (passes < 0 || same) {
			passes = i
		}
	}
	if passes < 0 {
		t.Fatalf("%s does not pass", rule)
	}
	pass, fail := was.Verdicts[passes], is.Verdicts[fails]
	return &evaluate.Example{Asked: fail.Expected, Passes: withProof(pass, fail), Fails: withProof(fail, pass)}
}

// withProof is what was found; yes and no have the first line of their evidence, where the contrary has another.
func withProof(v, contrary verdict.Verdict) string {
	isBare := strings.HasSuffix(v.Found, " = true") || strings.HasSuffix(v.Found, " = false")
	if !isBare || len(v.Evidence) == 0 || slices.Contains(contrary.Evidence, v.Evidence[0]) {
		return v.Found
	}
	return v.Found + " (" + v.Evidence[0] + ")"
}
