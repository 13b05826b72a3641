package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestRegionsApart: what is named in one region is not there in another, however the plan refers to it.
func TestRegionsApart(t *testing.T) {
	for name, c := range map[string]struct {
		typ  string
		rule string
	}{
		"scaling target":   {"aws_appautoscaling_target", "scaling/target-present"},
		"scaling policies": {"aws_appautoscaling_policy", "scaling/out-cpu"},
		"certificate":      {"aws_acm_certificate", "encryption/listener-certificate"},
	} {
		t.Run(name, func(t *testing.T) {
			data := pt.Load(t, "ok-prod").Apply(throughAliasIn("module.app", c.typ)).JSON()
			bare, _ := judgePlan(t, data, "--env", "prod")
			for _, r := range []*verdict.Report{bare, judgeOwn(t, data, stackSource(""), "--env", "prod")} {
				if got := statuses(r, c.rule); !slices.Equal(got, []verdict.Status{verdict.Fail}) {
					t.Errorf("%s is %v", c.rule, got)
				}
			}
		})
	}
}
