package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// secondWriter is a plan in which something overrides the attribute that a rule judges.
type secondWriter struct {
	// base is the plan, existing-prod if empty, with what both plans have.
	base string
	also []pt.Edit
	// writes adds the second writer.
	writes []pt.Edit
}

// scalingTable is the reviewed table for scaling, alarms and budgets, by rule and second writer; each area has its own.
func scalingTable() map[string]secondWriter {
	all := map[string]secondWriter{}
	for _, area := range []map[string]secondWriter{scalingWriters(), alarmWriters(), budgetWriters()} {
		maps.Copy(all, area)
	}
	return all
}

func holdRow(t *testing.T, row []string, w secondWriter) {
	root := mototest.Root()
	base := w.base
	if base == "" {
		base = "existing-prod"
	}
	without, _ := judgePlan(t, pt.Load(t, base).Apply(w.also...).JSON(), "--env", "prod", "--only", row[0])
	with, _ := judgePlan(
		t,
		pt.Load(t, base).Apply(w.also...).Apply(w.writes...).JSON(),
		"--env",
		"prod",
		"--only",
		row[0],
	)
	if slices.Equal(statuses(without, row[0]), statuses(with, row[0])) {
		t.Errorf("with and without it: %v\n%s", statuses(with, row[0]), messages(with))
	}
	for _, where := range strings.Split(row[3], "; ") {
		path, function, _ := strings.Cut(where, " ")
		code, err := os.ReadFile(filepath.Join(root, path))
		if err != nil ||
			!strings.Contains(string(code), " "+function+"(") && !strings.Contains(string(code), " "+function+"[") {
			t.Errorf("%s has no function %s: %v", path, function, err)
		}
	}
}

func scalingWriters() map[string]secondWriter {
	out := alarm("cpu_out")
	set := func(path string, value any) secondWriter {
		return secondWriter{writes: []pt.Edit{pt.Set(out, path, value)}}
	}
	// acts has the alarm that adds tasks remove some in another state.
	acts := func(attribute string) secondWriter {
		const in = `aws_appautoscaling_policy.app["cpu_in"]`
		return secondWriter{writes: []pt.Edit{pt.Link(out, attribute, in+".arn", in)}}
	}
	const tracking = `module.app.aws_appautoscaling_policy.app["cpu"]`
	const at = "target_tracking_scaling_policy_configuration.0."
	return map[string]secondWriter{
		"scaling/in-cpu aws_appautoscaling_policy.disable_scale_in": {
			base:   "ok-target-tracking",
			writes: []pt.Edit{pt.Set(tracking, at+"disable_scale_in", true)},
		},
		"scaling/in-cpu aws_cloudwatch_metric_alarm.ok_actions":                      acts("ok_actions"),
		"scaling/no-wrong-way aws_cloudwatch_metric_alarm.insufficient_data_actions": acts("insufficient_data_actions"),
		"scaling/in-cpu aws_appautoscaling_target.suspended_state": {
			writes: []pt.Edit{suspended(true, false, false)},
		},
		"scaling/maximum-tasks aws_appautoscaling_scheduled_action.scalable_target_action": {
			writes: []pt.Edit{sale("cron(0 8 ? * FRI *)", nil, 50)}},
		"scaling/maximum-tasks aws_appautoscaling_target (a second one)": {
			writes: []pt.Edit{secondTarget(50)},
		},
		"scaling/maximum-tasks aws_appautoscaling_policy.predictive_scaling_policy_configuration": {
			writes: []pt.Edit{predictive("IncreaseMaxCapacity")},
		},
		"scaling/maximum-tasks aws_autoscalingplans_scaling_plan.scaling_instruction": {
			writes: []pt.Edit{scalingPlan(70, 50)},
		},
		"scaling/minimum-tasks aws_appautoscaling_scheduled_action.scalable_target_action": {
			writes: []pt.Edit{sale("cron(0 8 ? * FRI *)", 0, nil)}},
		"scaling/out-cpu aws_appautoscaling_policy.customized_metric_specification": {
			base: "ok-target-tracking",
			writes: []pt.Edit{
				pt.Set(
					tracking,
					at+"predefined_metric_specification",
					[]any{},
				),
				pt.Set(tracking, at+"customized_metric_specification", []any{
					map[string]any{
						"namespace":   "Custom/App",
						"metric_name": "CPUUtilization",
						"statistic":   "Average",
						"dimensions":  []any{},
						"metrics":     []any{},
					},
				}),
			},
		},
		"scaling/out-cpu aws_appautoscaling_policy.step_adjustment": {writes: []pt.Edit{
			pt.Set(
				`module.app.aws_appautoscaling_policy.app["cpu_out"]`,
				"step_scaling_policy_configuration.0.step_adjustment",
				[]any{stepOf("20", "", 1)},
			),
		}},
		"scaling/out-cpu aws_appautoscaling_target.suspended_state": {
			writes: []pt.Edit{suspended(false, true, false)},
		},
		"scaling/out-cpu aws_cloudwatch_metric_alarm.actions_enabled": set("actions_enabled", false),
		"scaling/out-cpu aws_cloudwatch_metric_alarm.dimensions": set(
			"dimensions",
			map[string]any{"ClusterName": "shop-prod"},
		),
		"scaling/out-cpu aws_cloudwatch_metric_alarm.extended_statistic": {
			writes: []pt.Edit{pt.Set(out, "statistic", nil), pt.Set(out, "extended_statistic", "p99")},
		},
		"scaling/out-cpu aws_cloudwatch_metric_alarm.namespace":           set("namespace", "Custom/App"),
		"scaling/out-cpu aws_cloudwatch_metric_alarm.statistic":           set("statistic", "Sum"),
		"scaling/out-cpu aws_cloudwatch_metric_alarm.threshold_metric_id": set("threshold_metric_id", "band"),
		"scaling/out-cpu aws_cloudwatch_metric_alarm.unit":                set("unit", "Count"),
		"scaling/target-present aws_appautoscaling_target.max_capacity": {
			writes: []pt.Edit{pt.Set(scaleTarget, "max_capacity", 2)},
		},
		"scaling/target-present aws_appautoscaling_target.suspended_state": {
			writes: []pt.Edit{suspended(true, true, true)}},
	}
}

func alarmWriters() map[string]secondWriter {
	silent := pt.Set(watch("db-cpu"), "alarm_actions", []any{})
	muted := pt.Set(watch("db-cpu"), "actions_enabled", false)
	ofDatabase := metricQuery(
		"m",
		true,
		"AWS/RDS",
		"CPUUtilization",
		"Average",
		map[string]any{"DBInstanceIdentifier": "shop-prod"},
	)
	foreign := asking(maps.Clone(ofDatabase), "account_id", "999999999999")
	const speaks = `ALARM("shop-prod-db-cpu")`
	return map[string]secondWriter{
		"monitoring/alarm-actions-enabled aws_cloudwatch_composite_alarm.alarm_rule": {
			also:   []pt.Edit{muted},
			writes: composed(speaks),
		},
		"monitoring/alarms-notify aws_cloudwatch_composite_alarm.alarm_actions": {
			also:   []pt.Edit{silent},
			writes: composed(speaks),
		},
		"monitoring/alarms-notify aws_cloudwatch_composite_alarm.actions_enabled": {
			also: composed(speaks, silent), writes: []pt.Edit{pt.Set(composite, "actions_enabled", false)}},
		"monitoring/alarms-notify aws_cloudwatch_composite_alarm.actions_suppressor": {
			also: composed(speaks, silent), writes: []pt.Edit{suppressor("deploying")}},
		"monitoring/topic-subscribers aws_sns_topic_subscription.filter_policy": {
			writes: []pt.Edit{
				pt.Set("module.monitoring.aws_sns_topic_subscription.email", "filter_policy", `{"team":["a"]}`),
			},
		},
		"monitoring/alarm-actions-enabled aws_cloudwatch_alarm_mute_rule.mute_targets": {
			writes: []pt.Edit{
				pt.Add(
					"module.monitoring",
					"aws_cloudwatch_alarm_mute_rule",
					"this",
					map[string]any{
						"name":         "night",
						"mute_targets": []any{map[string]any{"alarm_names": []any{"shop-prod-db-cpu"}}},
					},
					nil,
				),
			},
		},
		"monitoring/alarms-notify aws_sns_topic.kms_master_key_id": {
			writes: []pt.Edit{pt.Set(topic, "kms_master_key_id", "alias/aws/sns")},
		},
		"monitoring/alarms-notify aws_sns_topic.policy": {
			writes: []pt.Edit{
				pt.Set(topic, "policy", `{"Statement":[{"Effect":"Deny","Principal":"*","Action":"sns:Publish"}]}`),
			},
		},
		"monitoring/alarms-notify aws_sns_topic_policy": {
			writes: []pt.Edit{
				pt.Add(
					"module.monitoring",
					"aws_sns_topic_policy",
					"this",
					map[string]any{
						"policy": `{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish"}]}`,
					},
					written{"arn": ref("aws_sns_topic.alarms", "arn")},
				),
			},
		},
		"monitoring/alarms-notify aws_sns_topic.region": {writes: []pt.Edit{pt.Set(topic, "region", "eu-west-1")}},
		"monitoring/cache-alarm aws_cloudwatch_metric_alarm.metric_query": {writes: queried(
			watch("cache-memory"),
			metricQuery(
				"m",
				true,
				"AWS/ElastiCache",
				"DatabaseMemoryUsagePercentage",
				"Average",
				map[string]any{"ReplicationGroupId": "other"},
			),
		)},
		"monitoring/database-alarm aws_cloudwatch_metric_alarm.metric_query.account_id": {
			also: queried(watch("db-cpu"), ofDatabase), writes: queried(watch("db-cpu"), foreign)},
		"monitoring/database-alarm aws_cloudwatch_metric_alarm.threshold": {
			writes: []pt.Edit{pt.Set(watch("db-cpu"), "threshold", 100)},
		},
		"monitoring/database-alarm aws_cloudwatch_metric_alarm.comparison_operator": {
			also: []pt.Edit{
				pt.Set(watch("db-cpu"), "threshold", 0),
			},
			writes: []pt.Edit{pt.Set(watch("db-cpu"), "comparison_operator", "LessThanThreshold")},
		},
		"monitoring/database-alarm aws_cloudwatch_metric_alarm.region": {writes: elsewhere(watch("db-cpu"))},
		"monitoring/database-alarm aws_cloudwatch_metric_alarm.unit": {
			writes: []pt.Edit{pt.Set(watch("db-cpu"), "unit", "Bytes")},
		},
		"monitoring/database-alarm provider.aws.alias": {
			writes: []pt.Edit{throughAlias("aws_cloudwatch_metric_alarm")},
		},
	}
}

// throughAlias lets resources of module.monitoring use a provider configuration for another region.
func throughAlias(typ string) pt.Edit { return throughAliasIn("module.monitoring", typ) }

// throughAliasIn lets resources of a module use a provider configuration for another region.
func throughAliasIn(module, typ string) pt.Edit {
	return func(p *pt.Plan) {
		p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws.eu"] = map[string]any{
			"name":        "aws",
			"alias":       "eu",
			"expressions": map[string]any{"region": map[string]any{"constant_value": "eu-west-1"}},
		}
		for _, item := range p.Module(module)["resources"].([]any) {
			if r := item.(map[string]any); r["type"] == typ {
				r["provider_config_key"] = "aws.eu"
			}
		}
	}
}

func budgetWriters() map[string]secondWriter {
	set := func(path string, value any) secondWriter {
		return secondWriter{writes: []pt.Edit{pt.Set(awsBudget, path, value)}}
	}
	const budget = "cost/budget-present aws_budgets_budget."
	return map[string]secondWriter{
		budget + "account_id":        set("account_id", "999999999999"),
		budget + "auto_adjust_data":  set("auto_adjust_data", []any{map[string]any{"auto_adjust_type": "HISTORICAL"}}),
		budget + "cost_filter":       {writes: costFilter("Service", "Amazon Simple Storage Service")},
		budget + "cost_filters":      set("cost_filters", map[string]any{"Service": "Amazon Simple Storage Service"}),
		budget + "cost_types":        set("cost_types", []any{map[string]any{"include_subscription": false}}),
		budget + "filter_expression": {writes: filterExpression(dimension("SERVICE", "Amazon Simple Storage Service"))},
		budget + "notification":      {writes: told(map[string]any{"subscriber_email_addresses": []any{}})},
		budget + "planned_limit":     set("planned_limit", []any{map[string]any{"amount": "4000", "unit": "USD"}}),
		budget + "time_period_end":   set("time_period_end", "2020-01-01_00:00"),
		budget + "time_period_start": set("time_period_start", "2080-01-01_00:00"),
	}
}
