package main

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// tracked is the reference in an account, scaled by target tracking, with the alarms that AWS made for it.
func tracked(t *testing.T) *model.Architecture {
	t.Helper()
	a := planned(t, "ok-prod")
	a.Source.Kind, a.Source.Account, a.Source.Region = model.KindAccount, "123456789012", "us-east-1"
	service := &a.Services[0]
	service.DesiredCount = model.Known(2)
	a.Alarms = slices.DeleteFunc(a.Alarms, func(n model.Alarm) bool {
		return slices.ContainsFunc(a.ScalingPolicies, func(p model.ScalingPolicy) bool {
			return slices.Contains(n.AlarmActions.Items(), p.ID)
		})
	})
	first := a.ScalingPolicies[0]
	a.ScalingPolicies = nil
	for _, one := range []struct {
		metric string
		target float64
	}{{"ECSServiceAverageCPUUtilization", 70}, {"ECSServiceAverageMemoryUtilization", 80}} {
		p := first
		p.ID, p.PolicyType = one.metric, model.Known("TargetTrackingScaling")
		p.Metric, p.TargetValue, p.DisableScaleIn = model.Known(one.metric), model.Known(one.target), model.Known(false)
		a.ScalingPolicies = append(a.ScalingPolicies, p)
		for _, comparison := range []string{"GreaterThanThreshold", "LessThanThreshold"} {
			n := model.Alarm{
				ComparisonOperator: model.Known(comparison),
				ActionsEnabled:     model.Known(true),
				AlarmActions:       model.Whole(p.ID),
			}
			n.ID = one.metric + comparison
			a.Alarms = append(a.Alarms, n)
		}
	}
	return a
}

// TestScalingOfAnAccount: target tracking acts by alarms that AWS made, and not where somebody took them away; and
// scaling brings a number of tasks back that somebody set beyond its bounds only when it acts.
func TestScalingOfAnAccount(t *testing.T) {
	alarm := func(a *model.Architecture, id string) *model.Alarm {
		return &a.Alarms[slices.IndexFunc(a.Alarms, func(n model.Alarm) bool { return n.ID == id })]
	}
	const high, low = "ECSServiceAverageCPUUtilizationGreaterThanThreshold", "ECSServiceAverageCPUUtilizationLessThanThreshold"
	for name, one := range map[string]struct {
		change func(*model.Architecture)
		rule   string
		want   verdict.Status
	}{
		"as AWS made it": {func(*model.Architecture) {}, "scaling/out-cpu", verdict.Pass},
		"its way in":     {func(*model.Architecture) {}, "scaling/in-cpu", verdict.Pass},
		"off": {
			func(a *model.Architecture) { alarm(a, high).ActionsEnabled = model.Known(false) },
			"scaling/out-cpu", verdict.Fail,
		},
		"not known": {
			func(a *model.Architecture) { alarm(a, high).ActionsEnabled = model.Value[bool]{} },
			"scaling/out-cpu", verdict.NotCollected,
		},
		"gone": {
			func(a *model.Architecture) {
				a.Alarms = slices.DeleteFunc(a.Alarms, func(n model.Alarm) bool { return n.ID == low })
			},
			"scaling/in-cpu", verdict.Fail,
		},
		"within its bounds": {func(*model.Architecture) {}, "scaling/minimum-tasks", verdict.Pass},
		"turned down": {
			func(a *model.Architecture) { a.Services[0].DesiredCount = model.Known(0) },
			"scaling/minimum-tasks", verdict.Fail,
		},
		"turned up": {
			func(a *model.Architecture) { a.Services[0].DesiredCount = model.Known(20) },
			"scaling/maximum-tasks", verdict.Fail,
		},
	} {
		a := tracked(t)
		one.change(a)
		if got := statuses(checked(t, a), one.rule); !slices.Equal(got, []verdict.Status{one.want}) {
			t.Errorf("%s: %s is %v, want %s", name, one.rule, got, one.want)
		}
	}
}
