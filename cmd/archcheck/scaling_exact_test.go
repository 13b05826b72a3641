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

// TestScalesWhileItDoesNotFire: an alarm that removes tasks while it does not fire is the same as one that fires then,
// and need not tell anybody.
func TestScalesWhileItDoesNotFire(t *testing.T) {
	const in = `aws_appautoscaling_policy.app["cpu_in"]`
	data := pt.Load(t, "ok-prod").Apply(
		pt.Set(alarm("cpu_in"), "comparison_operator", "GreaterThanOrEqualToThreshold"),
		pt.Link(alarm("cpu_in"), "ok_actions", in+".arn", in),
		pt.Set(alarm("cpu_in"), "alarm_actions", []any{}),
	).JSON()
	r, _ := judgePlan(t, data, "--env", "prod")
	for _, rule := range []string{"scaling/in-cpu", "scaling/no-wrong-way", "monitoring/alarms-notify"} {
		if has(statuses(r, rule), verdict.Fail) {
			t.Errorf("%s: %v", rule, statuses(r, rule))
		}
	}
	if !has(statuses(r, "scaling/in-cpu"), verdict.Pass) {
		t.Errorf("scaling/in-cpu is %v", statuses(r, "scaling/in-cpu"))
	}
}
