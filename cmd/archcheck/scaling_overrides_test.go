package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

func suspended(in, out, scheduled any) pt.Edit {
	return pt.Set(scaleTarget, "suspended_state", []any{
		map[string]any{
			"dynamic_scaling_in_suspended":  in,
			"dynamic_scaling_out_suspended": out,
			"scheduled_scaling_suspended":   scheduled,
		},
	})
}

const saleAction = "module.app.aws_appautoscaling_scheduled_action.sale"

// sale sets bounds at a time.
func sale(schedule string, low, high any) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_appautoscaling_scheduled_action",
		"sale",
		map[string]any{
			"name":                   "sale",
			"schedule":               schedule,
			"resource_id":            "service/shop-prod/app",
			"scalable_dimension":     "ecs:service:DesiredCount",
			"service_namespace":      "ecs",
			"scalable_target_action": []any{map[string]any{"min_capacity": low, "max_capacity": high}},
		},
		nil,
	)
}

// secondTarget is another scaling target of the same service.
func secondTarget(high int) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_appautoscaling_target",
		"second",
		map[string]any{
			"min_capacity":       2,
			"max_capacity":       high,
			"service_namespace":  "ecs",
			"resource_id":        "service/shop-prod/app",
			"scalable_dimension": "ecs:service:DesiredCount",
			"suspended_state":    []any{},
		},
		nil,
	)
}

func predictive(breach string) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_appautoscaling_policy",
		"forecast",
		map[string]any{
			"name":               "forecast",
			"policy_type":        "PredictiveScaling",
			"service_namespace":  "ecs",
			"resource_id":        "service/shop-prod/app",
			"scalable_dimension": "ecs:service:DesiredCount",
			"predictive_scaling_policy_configuration": []any{
				map[string]any{"mode": "ForecastAndScale", "max_capacity_breach_behavior": breach}},
		},
		nil,
	)
}

// scalingPlan is a scaling plan for the service.
func scalingPlan(target, high int) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_autoscalingplans_scaling_plan",
		"all",
		map[string]any{"name": "all", "scaling_instruction": []any{
			map[string]any{
				"service_namespace":  "ecs",
				"resource_id":        "service/shop-prod/app",
				"scalable_dimension": "ecs:service:DesiredCount",
				"min_capacity":       2,
				"max_capacity":       high,
				"target_tracking_configuration": []any{
					map[string]any{
						"target_value":     target,
						"disable_scale_in": true,
						"predefined_scaling_metric_specification": []any{
							map[string]any{"predefined_scaling_metric_type": "ECSServiceAverageCPUUtilization"}},
					},
				},
			},
		}},
		nil,
	)
}

// TestWhatOverridesScaling: what suspends scaling, sets its bounds at times, or writes them twice
// counts as much as the attribute that the document names.
func TestWhatOverridesScaling(t *testing.T) {
	const out, in, most, least, present = "scaling/out-cpu", "scaling/in-memory", "scaling/maximum-tasks", "scaling/minimum-tasks", "scaling/target-present"
	const weekly, past = "cron(0 8 ? * FRI *)", "at(2020-01-01T08:00:00)"
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	open := func(path string) []pt.Edit {
		return []pt.Edit{suspended(false, false, false), pt.Unknown(scaleTarget, path)}
	}
	judgeOverrides(t, []overrideCase{
		{"nothing is suspended", []pt.Edit{suspended(false, false, false)}, out, pass},
		{"scaling out is suspended", []pt.Edit{suspended(false, true, false)}, out, fail},
		{"scaling in is suspended", []pt.Edit{suspended(true, false, false)}, in, fail},
		{"everything is suspended", []pt.Edit{suspended(true, true, true)}, present, fail},
		{"schedules alone are suspended", []pt.Edit{suspended(false, false, true)}, present, pass},
		{"out may be suspended", open("suspended_state.0.dynamic_scaling_out_suspended"), out, unknown},
		{"in may be suspended", open("suspended_state.0.dynamic_scaling_in_suspended"), in, unknown},
		{"everything may be suspended", []pt.Edit{pt.Unknown(scaleTarget, "suspended_state")}, present, unknown},
		{"a schedule raises the maximum", []pt.Edit{sale(weekly, nil, 50)}, most, fail},
		{"a schedule within the bounds", []pt.Edit{sale(weekly, 5, 10)}, most, pass},
		{
			"a schedule that may raise the maximum",
			[]pt.Edit{sale(weekly, nil, 50), pt.Unknown(saleAction, "scalable_target_action.0.max_capacity")},
			most,
			unknown,
		},
		{
			"a schedule of somebody",
			[]pt.Edit{sale(weekly, nil, 50), pt.Unknown(saleAction, "resource_id")},
			most,
			unknown,
		},
		{
			"too many, and a schedule of somebody",
			[]pt.Edit{
				sale(weekly, nil, 60),
				pt.Unknown(saleAction, "resource_id"),
				pt.Set(scaleTarget, "max_capacity", 50),
			},
			most,
			fail,
		},
		{
			"a schedule of another service",
			[]pt.Edit{sale(weekly, nil, 50), pt.Set(saleAction, "resource_id", "service/shop-prod/other")},
			most,
			pass,
		},
		{"a schedule that is suspended", []pt.Edit{suspended(false, false, true), sale(weekly, nil, 50)}, most, pass},
		{"a schedule that is over", []pt.Edit{sale(past, nil, 50)}, most, pass},
		{
			"a schedule that may be over",
			[]pt.Edit{sale(past, nil, 50), pt.Unknown(saleAction, "schedule")},
			most,
			unknown,
		},
		{
			"a schedule until a day that is past",
			[]pt.Edit{sale(weekly, nil, 50), pt.Set(saleAction, "end_time", "2020-01-01T08:00:00Z")},
			most,
			pass,
		},
		{"a schedule lowers the minimum", []pt.Edit{sale(weekly, 0, nil)}, least, fail},
		{"a schedule raises the minimum", []pt.Edit{sale(weekly, 5, nil)}, least, pass},
		{
			"a schedule changes what does not scale",
			[]pt.Edit{pt.Set(scaleTarget, "max_capacity", 2), sale(weekly, 5, 10)},
			present,
			pass,
		},
		{"equal bounds never scale", []pt.Edit{pt.Set(scaleTarget, "max_capacity", 2)}, present, fail},
		{"two targets that agree", []pt.Edit{secondTarget(10)}, most, pass},
		{"two targets that differ", []pt.Edit{secondTarget(50)}, most, unknown},
		{"predictive scaling within the bounds", []pt.Edit{predictive("HonorMaxCapacity")}, most, pass},
		{"predictive scaling beyond the bounds", []pt.Edit{predictive("IncreaseMaxCapacity")}, most, unknown},
		{"a scaling plan that raises the maximum", []pt.Edit{scalingPlan(70, 50)}, most, unknown},
		{"a scaling plan with bounds of its own", []pt.Edit{scalingPlan(70, 50), pt.Remove(scaleTarget)}, most, fail},
		{"a scaling plan that tracks another value", []pt.Edit{scalingPlan(90, 10)}, out, fail},
		{"a scaling plan that agrees", []pt.Edit{scalingPlan(70, 10)}, out, pass},
		{
			"a scaling plan that is not known",
			[]pt.Edit{
				scalingPlan(70, 10),
				pt.Unknown("module.app.aws_autoscalingplans_scaling_plan.all", "scaling_instruction"),
			},
			most,
			unknown,
		},
		{"fewer than documented are at most as many", []pt.Edit{pt.Set(scaleTarget, "max_capacity", 8)}, most, pass},
		{"more than documented are at least as many", []pt.Edit{pt.Set(scaleTarget, "min_capacity", 3)}, least, pass},
	})
}

func stepOf(lower, upper string, adjustment int) map[string]any {
	return map[string]any{
		"metric_interval_lower_bound": lower,
		"metric_interval_upper_bound": upper,
		"scaling_adjustment":          adjustment,
	}
}

// TestStepsAreReadOnTheSideOfTheAlarm: a step counts where the alarm fires, from where it begins.
func TestStepsAreReadOnTheSideOfTheAlarm(t *testing.T) {
	const policy, rule = `module.app.aws_appautoscaling_policy.app["cpu_out"]`, "scaling/out-cpu"
	steps := func(all ...any) []pt.Edit {
		return []pt.Edit{pt.Set(policy, "step_scaling_policy_configuration.0.step_adjustment", all)}
	}
	hidden := func(bound string) []pt.Edit {
		return append(
			steps(stepOf("0", "", 1)),
			pt.Unknown(policy, "step_scaling_policy_configuration.0.step_adjustment.0."+bound),
		)
	}
	judgeOverrides(t, []overrideCase{
		{"two steps", steps(stepOf("0", "20", 1), stepOf("20", "", 3)), rule, verdict.Pass},
		{"a first step that does nothing", steps(stepOf("0", "10", 0), stepOf("10", "", 3)), rule, verdict.Fail},
		{"only below the threshold", steps(stepOf("", "0", 1)), rule, verdict.Fail},
		{"also below the threshold", steps(stepOf("", "0", -1), stepOf("0", "", 1)), rule, verdict.Pass},
		{"a lower bound that is not known", hidden("metric_interval_lower_bound"), rule, verdict.Unknown},
		{"an adjustment that is not known", hidden("scaling_adjustment"), rule, verdict.Unknown},
		{"a type that is not known", []pt.Edit{pt.Unknown(policy, "policy_type")}, rule, verdict.Unknown},
	})
}

// TestCustomizedTargetTracking: a metric written out is the predefined one if it is the same.
func TestCustomizedTargetTracking(t *testing.T) {
	const policy = `module.app.aws_appautoscaling_policy.app["cpu"]`
	const at = "target_tracking_scaling_policy_configuration.0."
	dimensions := []any{
		map[string]any{"name": "ClusterName", "value": "shop-prod"},
		map[string]any{"name": "ServiceName", "value": "app"},
	}
	direct := func(statistic string, dimensions []any) map[string]any {
		return map[string]any{
			"namespace":   "AWS/ECS",
			"metric_name": "CPUUtilization",
			"statistic":   statistic,
			"unit":        "Percent",
			"dimensions":  dimensions,
			"metrics":     []any{},
		}
	}
	stat := func(id string, returned bool) map[string]any {
		return map[string]any{
			"id":          id,
			"expression":  "",
			"return_data": returned,
			"metric_stat": []any{
				map[string]any{
					"stat": "Average",
					"unit": "",
					"metric": []any{
						map[string]any{
							"namespace":   "AWS/ECS",
							"metric_name": "CPUUtilization",
							"dimensions":  dimensions,
						},
					},
				},
			},
		}
	}
	math := func(queries ...any) map[string]any { return map[string]any{"metrics": queries, "dimensions": []any{}} }
	for _, c := range []struct {
		name          string
		specification map[string]any
		unknown       string
		out, in       verdict.Status
	}{
		{"the same metric", direct("Average", dimensions), "", verdict.Pass, verdict.Pass},
		{"its sum", direct("Sum", dimensions), "", verdict.Fail, verdict.Fail},
		{"that of the cluster", direct("Average", dimensions[:1]), "", verdict.Fail, verdict.Fail},
		{"a statistic that is not known", direct("Average", dimensions), "statistic", verdict.Unknown, verdict.Unknown},
		{"metric math of one metric", math(stat("m", true)), "", verdict.Pass, verdict.Pass},
		{"an expression", math(stat("m", false), map[string]any{"id": "e", "expression": "m * 2", "return_data": true}), "", verdict.Fail, verdict.Fail},
		{"an expression that is the metric", math(stat("m", false), map[string]any{"id": "e", "expression": "m", "return_data": true}), "", verdict.Pass, verdict.Pass},
		{"metric math that is not known", math(stat("m", true)), "metrics", verdict.Unknown, verdict.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			edits := []pt.Edit{
				pt.Set(policy, at+"predefined_metric_specification", []any{}),
				pt.Set(policy, at+"customized_metric_specification", []any{c.specification}),
			}
			if c.unknown != "" {
				edits = append(edits, pt.Unknown(policy, at+"customized_metric_specification.0."+c.unknown))
			}
			r, _ := judgePlan(t, pt.Load(t, "ok-target-tracking").Apply(edits...).JSON(), "--env", "prod")
			for rule, want := range map[string]verdict.Status{"scaling/out-cpu": c.out, "scaling/in-cpu": c.in} {
				if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{want}) {
					t.Errorf("%s: %v, want %s\n%s", rule, got, want, messages(r))
				}
			}
		})
	}
}
