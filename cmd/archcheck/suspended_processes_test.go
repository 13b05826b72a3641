package main

import (
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestSuspendedProcesses: a group whose processes are suspended neither replaces what fails nor scales.
func TestSuspendedProcesses(t *testing.T) {
	const check, scales, group = "availability/instances-health-check", "scaling/instances-autoscaling", "aws_autoscaling_group.web"
	document := filepath.Join(mototest.Root(), "internal/document/examples/autoscaling-group.yaml")
	suspended := func(processes ...any) edits { return edits{pt.Set(group, "suspended_processes", processes)} }
	for name, c := range map[string]struct {
		rule  string
		edits edits
		want  verdict.Status
	}{
		"nothing":              {check, suspended(), verdict.Pass},
		"replacing":            {check, suspended("ReplaceUnhealthy"), verdict.Fail},
		"starting":             {check, suspended("Launch"), verdict.Fail},
		"refreshing":           {check, suspended("InstanceRefresh"), verdict.Pass},
		"not known":            {check, edits{pt.Unknown(group, "suspended_processes"), pt.Link(group, "suspended_processes", "var.suspended")}, verdict.Unknown},
		"scaling":              {scales, suspended(), verdict.Pass},
		"scaling, ending":      {scales, suspended("Terminate"), verdict.Fail},
		"scaling, replacing":   {scales, suspended("ReplaceUnhealthy"), verdict.Pass},
		"scaling is not known": {scales, edits{pt.Unknown(group, "suspended_processes"), pt.Link(group, "suspended_processes", "var.suspended")}, verdict.Unknown},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, "arch-autoscaling-group").Apply(c.edits...).JSON(),
			"--env",
			"prod",
			"--only",
			c.rule,
			"--architecture",
			document,
		)
		if got := worst(statuses(r, c.rule)); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", name, got, c.want, messages(r))
		}
	}
}
