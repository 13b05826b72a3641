package main

import (
	"maps"
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// overrideCase changes the conforming existing-prod so that one rule says something of its own.
type overrideCase struct {
	name  string
	edits []pt.Edit
	rule  string
	want  verdict.Status
}

// judgeOverrides judges each case, and holds that a change which is meant to pass fails nothing else.
func judgeOverrides(t *testing.T, cases []overrideCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.rule+" "+c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := judgePlan(t, pt.Load(t, "existing-prod").Apply(c.edits...).JSON(), "--env", "prod")
			got := statuses(r, c.rule)
			if !slices.Contains(got, c.want) || c.want == verdict.Pass && len(got) != 1 ||
				c.want == verdict.Unknown && slices.Contains(got, verdict.Fail) {
				t.Errorf("%v, want %s\n%s", got, c.want, messages(r))
			}
			if c.want == verdict.Pass && len(failing(r)) > 0 {
				t.Errorf("fails %v", failing(r))
			}
		})
	}
}

// metricQuery is a query of metric math about one metric.
func metricQuery(id string, returned bool, namespace, name, stat string, dimensions map[string]any) map[string]any {
	return map[string]any{
		"id":          id,
		"return_data": returned,
		"expression":  "",
		"account_id":  "",
		"metric": []any{
			map[string]any{
				"namespace":   namespace,
				"metric_name": name,
				"stat":        stat,
				"unit":        "",
				"period":      60,
				"dimensions":  dimensions,
			},
		},
	}
}

func expressionQuery(id, expression string) map[string]any {
	return map[string]any{"id": id, "return_data": true, "expression": expression, "account_id": "", "metric": []any{}}
}

// queried replaces what an alarm looks at with queries.
func queried(address string, queries ...any) []pt.Edit {
	edits := []pt.Edit{pt.Set(address, "metric_query", queries)}
	for _, name := range []string{"namespace", "metric_name", "statistic", "dimensions", "period"} {
		edits = append(edits, pt.Set(address, name, nil))
	}
	return edits
}

func ofService() map[string]any {
	return map[string]any{"ClusterName": "shop-prod", "ServiceName": "app"}
}

func with(dimensions map[string]any, more ...string) map[string]any {
	all := maps.Clone(dimensions)
	for i := 0; i+1 < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

// elsewhere moves a resource to another region by its own argument, as provider 6 has it, and its ARN with it.
func elsewhere(address string) []pt.Edit {
	return []pt.Edit{pt.Set(address, "region", "eu-west-1"), pt.Set(address, "arn", nil), pt.Set(address, "id", nil)}
}

// TestScalingAsksForTheExactMetric: only the average utilisation that AWS counts, of this service
// alone, in its region, is what the document means.
func TestScalingAsksForTheExactMetric(t *testing.T) {
	out, rule := alarm("cpu_out"), "scaling/out-cpu"
	set := func(path string, value any) []pt.Edit { return []pt.Edit{pt.Set(out, path, value)} }
	plain := func(stat string, dimensions map[string]any) []pt.Edit {
		return queried(out, metricQuery("m1", true, "AWS/ECS", "CPUUtilization", stat, dimensions))
	}
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	judgeOverrides(t, []overrideCase{
		{"unedited", nil, rule, pass},
		{"another namespace", set("namespace", "Custom/App"), rule, fail},
		{"a namespace that is not known", []pt.Edit{pt.Unknown(out, "namespace")}, rule, unknown},
		{"another metric", set("metric_name", "CPUReservation"), rule, fail},
		{"a metric that is not known", []pt.Edit{pt.Unknown(out, "metric_name")}, rule, unknown},
		{"the sum", set("statistic", "Sum"), rule, fail},
		{"an extended statistic", append(set("statistic", nil), pt.Set(out, "extended_statistic", "p99")), rule, fail},
		{"a statistic that is not known", []pt.Edit{pt.Unknown(out, "statistic")}, rule, unknown},
		{"its own unit", set("unit", "Percent"), rule, pass},
		{"another unit", set("unit", "Count"), rule, fail},
		{"a unit that is not known", []pt.Edit{pt.Unknown(out, "unit")}, rule, unknown},
		{"the cluster", set("dimensions", map[string]any{"ClusterName": "shop-prod"}), rule, fail},
		{"the service's name alone", set("dimensions", map[string]any{"ServiceName": "app"}), rule, fail},
		{"one dimension more", set("dimensions", with(ofService(), "TaskId", "x")), rule, fail},
		{"another cluster", set("dimensions", with(ofService(), "ClusterName", "other")), "scaling/no-wrong-way", fail},
		{"dimensions that are not known", []pt.Edit{pt.Unknown(out, "dimensions")}, rule, unknown},
		{"another region", elsewhere(out), rule, fail},
		{"one query", plain("Average", ofService()), rule, pass},
		{"one query of the sum", plain("Sum", ofService()), rule, fail},
		{"one query of the cluster", plain("Average", map[string]any{"ClusterName": "shop-prod"}), rule, fail},
		{
			"an expression that is the metric",
			queried(
				out,
				expressionQuery("e", "m1"),
				metricQuery("m1", false, "AWS/ECS", "CPUUtilization", "Average", ofService()),
			),
			rule,
			pass,
		},
		{
			"an expression",
			queried(
				out,
				expressionQuery("e", "m1 / 2"),
				metricQuery("m1", false, "AWS/ECS", "CPUUtilization", "Average", ofService()),
			),
			rule,
			fail,
		},
		{"a learned band", set("threshold_metric_id", "ad1"), rule, fail},
		{"queries that are not known", append(queried(out), pt.Unknown(out, "metric_query")), rule, unknown},
		{"muted", set("actions_enabled", false), rule, fail},
		{"muted or not", []pt.Edit{pt.Unknown(out, "actions_enabled")}, rule, unknown},
	})
}

// TestMonitoringAsksWhoIsWatched: an alarm watches whatever its metrics are about, also through
// metric math, and nothing of the same name elsewhere.
func TestMonitoringAsksWhoIsWatched(t *testing.T) {
	lb := map[string]any{
		"LoadBalancer": pt.Load(t, "existing-prod").Resource(balancer)["change"].(map[string]any)["after"].(map[string]any)["arn_suffix"],
	}
	errors5xx := metricQuery("e", false, "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", lb)
	requests := metricQuery("r", false, "AWS/ApplicationELB", "RequestCount", "Sum", lb)
	other := metricQuery(
		"r",
		false,
		"AWS/ApplicationELB",
		"RequestCount",
		"Sum",
		map[string]any{"LoadBalancer": "app/other/1"},
	)
	math := func(expression string, queries ...any) []pt.Edit {
		return queried(watch("alb-5xx"), append([]any{expressionQuery("rate", expression)}, queries...)...)
	}
	set := func(name, path string, value any) []pt.Edit { return []pt.Edit{pt.Set(watch(name), path, value)} }
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	const ofBalancer, ofDatabase, ofCache, ofServices = "monitoring/load-balancer-alarm", "monitoring/database-alarm", "monitoring/cache-alarm", "monitoring/service-alarm"
	judgeOverrides(t, []overrideCase{
		{"a rate", math("100 * e / r", errors5xx, requests), ofBalancer, pass},
		{"a rate in which one is another's", math("100 * e / r", errors5xx, other), ofBalancer, pass},
		{"a rate of another's", math("r * 2", other), ofBalancer, fail},
		{"a metric that the expression leaves out", math("r * 2", errors5xx, other), ofBalancer, fail},
		{
			"a band over its metric",
			append(
				math("ANOMALY_DETECTION_BAND(e, 2)", errors5xx),
				pt.Set(watch("alb-5xx"), "threshold_metric_id", "rate"),
			),
			ofBalancer,
			pass,
		},
		{
			"a query that finds its metrics",
			queried(watch("alb-5xx"), expressionQuery("q", `SELECT SUM(RequestCount) FROM "AWS/ApplicationELB"`)),
			ofBalancer,
			verdict.NotCollected,
		},
		{
			"one target group of it",
			set("alb-5xx", "dimensions", with(lb, "TargetGroup", "targetgroup/app/1")),
			ofBalancer,
			pass,
		},
		{
			"a target group alone",
			set("alb-5xx", "dimensions", map[string]any{"TargetGroup": "targetgroup/app/1"}),
			ofBalancer,
			fail,
		},
		{
			"a dimension that no such metric has",
			set("db-cpu", "dimensions", map[string]any{"DBInstanceIdentifier": "shop-prod", "Stage": "prod"}),
			ofDatabase,
			fail,
		},
		{"a database of the same name elsewhere", elsewhere(watch("db-cpu")), ofDatabase, fail},
		{
			"a region that is not known",
			append(elsewhere(watch("db-cpu")), pt.Unknown(watch("db-cpu"), "region")),
			ofDatabase,
			unknown,
		},
		{
			"another account's",
			queried(
				watch("db-cpu"),
				asking(
					metricQuery(
						"m",
						true,
						"AWS/RDS",
						"CPUUtilization",
						"Average",
						map[string]any{"DBInstanceIdentifier": "shop-prod"},
					),
					"account_id",
					"999999999999",
				),
			),
			ofDatabase,
			fail,
		},
		{
			"its own account's",
			queried(
				watch("db-cpu"),
				asking(
					metricQuery(
						"m",
						true,
						"AWS/RDS",
						"CPUUtilization",
						"Average",
						map[string]any{"DBInstanceIdentifier": "shop-prod"},
					),
					"account_id",
					"123456789012",
				),
			),
			ofDatabase,
			pass,
		},
		{"a unit that it never has", set("db-cpu", "unit", "Bytes"), ofDatabase, fail},
		{
			"the cluster of the service",
			set("ecs-cpu", "dimensions", map[string]any{"ClusterName": "shop-prod"}),
			ofServices,
			fail,
		},
		{
			"a task of the service",
			append(
				set("ecs-cpu", "dimensions", with(ofService(), "TaskId", "1")),
				pt.Set(watch("ecs-cpu"), "namespace", "ECS/ContainerInsights"),
			),
			ofServices,
			fail,
		},
		{
			"a node of the cache",
			set("cache-memory", "dimensions", map[string]any{"CacheClusterId": "shop-prod-001", "CacheNodeId": "0001"}),
			ofCache,
			pass,
		},
		{
			"a node that the cache has not",
			set("cache-memory", "dimensions", map[string]any{"CacheClusterId": "shop-prod-002"}),
			ofCache,
			fail,
		},
		{
			"the cache in the place of its node",
			set("cache-memory", "dimensions", map[string]any{"CacheClusterId": "shop-prod"}),
			ofCache,
			fail,
		},
		{
			"a serverless cache of the name",
			set("cache-memory", "dimensions", map[string]any{"clusterId": "shop-prod"}),
			ofCache,
			fail,
		},
		{"a cache of another namespace", set("cache-memory", "namespace", "AWS/MemoryDB"), ofCache, fail},
	})
}

func asking(query map[string]any, key string, value any) map[string]any {
	query[key] = value
	return query
}

// TestAlarmsOfEachInstance: Aurora is watched by an alarm on each of its instances, not by one of them.
func TestAlarmsOfEachInstance(t *testing.T) {
	const alarm = "aws_cloudwatch_metric_alarm.database"
	on := func(instance string) map[string]any { return map[string]any{"DBInstanceIdentifier": instance} }
	second := pt.Add("", "aws_cloudwatch_metric_alarm", "second", map[string]any{
		"alarm_name": "second", "namespace": "AWS/RDS", "metric_name": "CPUUtilization", "statistic": "Average",
		"comparison_operator": "GreaterThanThreshold", "threshold": 80, "period": 300, "evaluation_periods": 2,
		"actions_enabled": true, "treat_missing_data": "missing", "dimensions": on("store-1"),
	}, map[string][]string{"alarm_actions": {"aws_sns_topic.alarms.arn", "aws_sns_topic.alarms"}})
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  verdict.Status
	}{
		"one":  {nil, verdict.Fail},
		"both": {[]pt.Edit{second}, verdict.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			edits := append(c.edits, pt.Set(alarm, "dimensions", on("store-0")))
			data := pt.Load(t, "arch-four-services").Apply(edits...).JSON()
			r, _ := judgePlan(t, data, "--env", "prod", "--architecture", stackDocument("four-services"))
			if got := statuses(r, "monitoring/database-alarm"); !slices.Equal(got, []verdict.Status{c.want}) {
				t.Errorf("it is %v, want %v", got, c.want)
			}
		})
	}
}

// What only apply names is watched by nobody where no alarm names anything of its kind.
func TestAlarmsOfWhatApplyNames(t *testing.T) {
	const rule = "monitoring/database-alarm"
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  verdict.Status
	}{
		"no alarm on databases":            {[]pt.Edit{pt.Remove(watch("db-cpu"))}, verdict.Fail},
		"an alarm on some database":        {[]pt.Edit{pt.Set(watch("db-cpu"), "dimensions", map[string]any{"DBInstanceIdentifier": "some"})}, verdict.Unknown},
		"an alarm of an unknown namespace": {[]pt.Edit{pt.Unknown(watch("db-cpu"), "namespace")}, verdict.Unknown},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, "ok-prod").Apply(append(c.edits, pt.Unknown(database, "identifier"))...).JSON(),
			"--env",
			"prod",
		)
		if got := statuses(r, rule); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %v, want %s\n%s", name, got, c.want, messages(r))
		}
	}
}
