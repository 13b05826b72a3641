package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestExactCapacity: a policy that sets a number of tasks adds some if that is all the target allows, and removes some
// if it is as few; what lies between is either.
func TestExactCapacity(t *testing.T) {
	const address, steps = `module.app.aws_appautoscaling_policy.app["cpu_out"]`, "step_scaling_policy_configuration.0."
	for name, c := range map[string]struct {
		tasks int
		want  verdict.Status
	}{
		"all":     {10, verdict.Pass},
		"more":    {20, verdict.Pass},
		"fewest":  {2, verdict.Fail},
		"between": {5, verdict.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			data := pt.Load(t, "ok-prod").Apply(
				pt.Set(address, steps+"adjustment_type", "ExactCapacity"),
				pt.Set(address, steps+"step_adjustment.0.scaling_adjustment", c.tasks),
			).JSON()
			r := judgeOwn(t, data, stackSource(""), "--env", "prod")
			if got := statuses(r, "scaling/out-cpu"); !slices.Equal(got, []verdict.Status{c.want}) {
				t.Errorf("it is %v, want %v", got, c.want)
			}
		})
	}
}

// TestPolicyOfAnother: the id that a policy has says what it scales, not the target that stands in its expression.
func TestPolicyOfAnother(t *testing.T) {
	data := pt.Load(t, "ok-prod").Apply(
		pt.Set(`module.app.aws_appautoscaling_policy.app["cpu_out"]`, "resource_id", "service/other/app"),
	).JSON()
	r := judgeOwn(t, data, stackSource(""), "--env", "prod")
	if got := statuses(r, "scaling/out-cpu"); !slices.Equal(got, []verdict.Status{verdict.Fail}) {
		t.Errorf("it is %v, want fail", got)
	}
}
