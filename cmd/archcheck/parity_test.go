package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestPlanAndAccountAgree builds what each fixture plan describes on the emulator: plan and
// scan give the same statuses, rule by rule, but for what the emulator does not serve.
func TestPlanAndAccountAgree(t *testing.T) {
	for i, fixture := range []string{"ok-prod", "ok-dev", "ok-security-group-rule", "ok-inline-rules", "ok-target-tracking", "net-isolated-nat",
		"sg-db-world", "ha-db-single-az", "bk-retention-short", "enc-db-unset", "sc-cpu-out-90", "missing-db"} {
		t.Run(fixture, func(t *testing.T) {
			environment := "prod"
			if fixture == "ok-dev" {
				environment = "dev"
			}
			data, err := os.ReadFile(pt.Path(fixture))
			if err != nil {
				t.Fatal(err)
			}
			planned := judgeOwn(t, data, sourceOf(environment), "--env", environment)
			account := fmt.Sprintf("6000000000%02d", i)
			built(t, fixture, account)
			_, scanned, errs := scan(t, "scan", "--account", "a"+account, "--env", environment)
			want, got := statusesByRule(planned), statusesByRule(scanned)
			for _, rule := range slices.Sorted(maps.Keys(want)) {
				_, excused := notServed()[rule]
				if _, missing := withoutDatabase()[rule]; missing && fixture == "missing-db" {
					excused = true
				}
				if !excused && !slices.Equal(want[rule], got[rule]) {
					t.Errorf("%s: the plan says %v, the account %v %s", rule, want[rule], got[rule], errs)
				}
			}
		})
	}
}

// sourceOf is the folder of an environment's root module.
func sourceOf(environment string) string {
	root := filepath.Join(mototest.Root(), "fixtures", "terraform")
	if environment == "dev" {
		return filepath.Join(root, "dev")
	}
	return root
}

// withoutDatabase are the rules that cannot agree where the edit takes the database away.
func withoutDatabase() map[string]string {
	dimensions := "the plan's dimensions are unknown, so the alarm on the emulator watches nothing"
	return map[string]string{
		"monitoring/cache-alarm": dimensions, "monitoring/load-balancer-alarm": dimensions,
	}
}

// statusesByRule lists the different statuses of each rule, but for what moto does not serve.
func statusesByRule(r *verdict.Report) map[string][]verdict.Status {
	all := map[string][]verdict.Status{}
	for _, v := range r.Verdicts {
		if !slices.Contains(all[v.Rule], v.Status) {
			all[v.Rule] = append(all[v.Rule], v.Status)
		}
	}
	for _, statuses := range all {
		slices.Sort(statuses)
	}
	return all
}
