package main

import (
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// The remedy of a rule is for what most documents ask. Who asks the contrary is not led away from it.
func TestRemedyOfTheContrary(t *testing.T) {
	for _, c := range []struct{ rule, document, usual string }{
		{"availability/database-multi-az", "multi_az: false", "multi_az = true"},
		{"encryption/database-at-rest", "encrypted: false", "storage_encrypted = true"},
		{"network/tasks-without-public-ip", "public_ip: true", "assign_public_ip = false"},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, "ok-prod").JSON(),
			"--env",
			"prod",
			"--architecture",
			documentWith(t, c.document),
		)
		for _, v := range r.Verdicts {
			if v.Rule == c.rule && v.Status == verdict.Fail {
				if strings.Contains(v.Remediation, c.usual) || !strings.Contains(v.Remediation, v.Expected) {
					t.Errorf("%s: %s", c.document, v.Remediation)
				}
			}
		}
		if !has(statuses(r, c.rule), verdict.Fail) {
			t.Errorf("%s fails nothing: %v", c.document, statuses(r, c.rule))
		}
	}
}
