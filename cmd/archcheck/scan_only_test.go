package main

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/account"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// groupsOf are the groups of the rules.
func groupsOf(t *testing.T) (groups []string) {
	t.Helper()
	for _, r := range allRules(t) {
		groups = append(groups, r.Group())
	}
	return slices.Compact(groups)
}

// TestOnlyMakesOnlyItsCalls: with --only a scan asks less, and says the same as a whole one.
func TestOnlyMakesOnlyItsCalls(t *testing.T) {
	const id = "300000000009"
	built(t, "ok-prod", id)
	_, whole, _ := scan(t, "scan", "--account", "a"+id, "--env", "prod")
	said := byResource(whole)
	for _, group := range groupsOf(t) {
		t.Run(group, func(t *testing.T) {
			_, r, errs := scan(t, "scan", "--account", "a"+id, "--env", "prod", "--only", group)
			now := byResource(r)
			for v, status := range said {
				if strings.HasPrefix(v, group+"/") && now[v] != status {
					t.Errorf("%s is %q, and %s in a whole scan %s", v, now[v], status, errs)
				}
			}
			for _, v := range r.Verdicts {
				if v.Reason == "not_asked" {
					t.Errorf("%s on %s needs what was not asked for: %s", v.Rule, v.Resource.ID, v.Message)
				}
			}
			if len(r.Calls) >= len(whole.Calls)-3 {
				t.Errorf("%d operations, and %d in a whole scan", len(r.Calls), len(whole.Calls))
			}
		})
	}
}

// TestNeedsOfRules: what no rule but those of the table needs changes the verdict of no other when it is not read.
func TestNeedsOfRules(t *testing.T) {
	for _, name := range []string{"existing-prod", "ok-target-tracking"} {
		j, root := newJudger(t), decode(t, snapshotOf(t, pt.Load(t, name).JSON(), name))
		base := j.statuses(t, root)
		for collection, readers := range readFor() {
			nouns, ok := root[collection]
			if !ok {
				continue
			}
			gaps := root["gaps"]
			root["gaps"] = []any{map[string]any{"collection": collection, "reason": "not_asked", "detail": "x"}}
			delete(root, collection)
			now := j.statuses(t, root)
			root["gaps"], root[collection] = gaps, nouns
			for v, status := range base {
				rule, _, _ := strings.Cut(v, " on ")
				if now[v] != status &&
					!slices.ContainsFunc(readers, func(r string) bool { return r == rule || isGroup(r, rule) }) {
					t.Errorf("%s is %s without %s, and the table does not say that it needs it", v, now[v], collection)
				}
			}
		}
	}
}

// TestDeniedCallThatNobodyNeeds: it is not made, and where a snapshot lacks it that is a note.
func TestDeniedCallThatNobodyNeeds(t *testing.T) {
	const id = "300000000010"
	built(t, "ok-prod", id)
	deny := func(op string, request *http.Request) (*http.Response, error) {
		if op == "CloudWatch DescribeAlarms" || op == "KMS DescribeKey" || op == "Budgets DescribeBudgets" {
			return denied(request), nil
		}
		return nil, nil
	}
	only := []string{"--env", "prod", "--only", "delivery/repository-present,delivery/immutable-tags"}
	code, r, errs := scanWith(t, deny, append([]string{"scan", "--account", "a" + id}, only...)...)
	if code != verdict.ExitConforms || len(r.Gaps) > 0 ||
		!strings.Contains(fmt.Sprint(r.Summary.Notes), "no rule that was chosen needs") {
		t.Errorf("exit %d, gaps %v, notes %v %s", code, r.Gaps, r.Summary.Notes, errs)
	}
	snapshot := filepath.Join(t.TempDir(), "snapshot.json")
	var out, err bytes.Buffer
	if code := run(
		[]string{"collect", "--account", "a" + id, "-o", snapshot},
		watched(&out, &err, deny),
	); code != verdict.ExitConforms {
		t.Fatalf("exit %d %s", code, err.String())
	}
	code, r, errs = scan(t, append([]string{"check", snapshot}, only...)...)
	notes := strings.Join(r.Summary.Notes, "\n")
	if code != verdict.ExitConforms || len(r.Gaps) > 0 ||
		!strings.Contains(
			notes,
			"no rule that was chosen needs it: CloudWatch DescribeAlarms was denied; grant cloudwatch:DescribeAlarms",
		) {
		t.Errorf("exit %d, gaps %v, notes %s %s", code, r.Gaps, notes, errs)
	}
	if code, r, _ := scan(
		t,
		"check",
		snapshot,
		"--env",
		"prod",
		"--only",
		"monitoring",
	); code != verdict.ExitUndecided ||
		len(r.Gaps) == 0 {
		t.Errorf("rules that need alarms end with %d, gaps %v", code, r.Gaps)
	}
}

// TestTableOfNeeds: each line names what a scan reads, and rules that there are.
func TestTableOfNeeds(t *testing.T) {
	groups := groupsOf(t)
	for what, readers := range readFor() {
		if !slices.Contains(account.Reads(), what) {
			t.Errorf("nothing that a scan reads is called %q", what)
		}
		for _, group := range readers {
			if !slices.Contains(groups, group) {
				t.Errorf("%s: there is no group of rules %q", what, group)
			}
		}
	}
}
