package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// compares sets what an alarm compares: a metric by a statistic with a threshold.
func compares(name, metric, statistic, operator string, threshold any, more ...pt.Edit) edits {
	return append(edits{
		pt.Set(watch(name), "metric_name", metric),
		pt.Set(watch(name), "statistic", statistic),
		pt.Set(watch(name), "comparison_operator", operator+"Threshold"),
		pt.Set(watch(name), "threshold", threshold),
	}, more...)
}

// TestAlarmThatTellsNothing: an alarm that no value of its metric sets off, that each does, or that
// good ones do, is none.
func TestAlarmThatTellsNothing(t *testing.T) {
	const ofBalancer, ofDatabase, ofCache, ofServices = "monitoring/load-balancer-alarm", "monitoring/database-alarm", "monitoring/cache-alarm", "monitoring/service-alarm"
	const above, atLeast, below, atMost = "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"
	of := func(metric, statistic, operator string, threshold any, more ...pt.Edit) edits {
		return compares("db-cpu", metric, statistic, operator, threshold, more...)
	}
	set := func(path string, value any) pt.Edit { return pt.Set(watch("db-cpu"), path, value) }
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	judgeOverrides(t, []overrideCase{
		{"above all percent", of("CPUUtilization", "Average", above, 100), ofDatabase, fail},
		{"at all percent", of("CPUUtilization", "Maximum", atLeast, 100), ofDatabase, pass},
		{"more than all percent", of("CPUUtilization", "p99", atLeast, 100.5), ofDatabase, fail},
		{"the sum of percents", of("CPUUtilization", "Sum", above, 400), ofDatabase, pass},
		{"a balance above all percent", of("BurstBalance", "Average", atMost, 120), ofDatabase, fail},
		{
			"above all percent, or without data",
			of("CPUUtilization", "Average", above, 100, set("treat_missing_data", "breaching")),
			ofDatabase,
			pass,
		},
		{
			"above all percent, or perhaps without data",
			of("CPUUtilization", "Average", above, 100, pt.Unknown(watch("db-cpu"), "treat_missing_data")),
			ofDatabase,
			unknown,
		},
		{"below no space at all", of("FreeStorageSpace", "Minimum", below, 0), ofDatabase, fail},
		{"at no space at all", of("FreeStorageSpace", "Minimum", atMost, 0), ofDatabase, pass},
		{"at each value", of("CPUUtilization", "Average", atLeast, 0), ofDatabase, fail},
		{"above a number below each", of("DatabaseConnections", "Average", above, -1), ofDatabase, fail},
		{"at much free space", of("FreeStorageSpace", "Average", above, 1), ofDatabase, fail},
		{"at little free space", of("FreeStorageSpace", "Average", below, 1e10), ofDatabase, pass},
		{"at much free memory", of("FreeableMemory", "Average", atLeast, 1e8), ofDatabase, fail},
		{"at a low utilisation", of("CPUUtilization", "Average", below, 80), ofDatabase, fail},
		{"at many credits", of("CPUCreditBalance", "Average", above, 80), ofDatabase, fail},
		{"at many credits that were borrowed", of("CPUSurplusCreditBalance", "Average", above, 80), ofDatabase, pass},
		{"at a lag below none", of("ReplicaLag", "Average", above, -0.5), ofDatabase, pass},
		{"a metric that may be bad both ways", of("NetworkReceiveThroughput", "Average", below, 10), ofDatabase, pass},
		{"how many values there are", of("CPUUtilization", "SampleCount", below, 3), ofDatabase, pass},
		{"a threshold that is not known", edits{pt.Unknown(watch("db-cpu"), "threshold")}, ofDatabase, unknown},
		{
			"a threshold that is not known, the wrong way",
			of("CPUUtilization", "Average", below, 80, pt.Unknown(watch("db-cpu"), "threshold")),
			ofDatabase,
			fail,
		},
		{
			"an operator that is not known",
			edits{pt.Unknown(watch("db-cpu"), "comparison_operator")},
			ofDatabase,
			unknown,
		},
		{
			"more data points than periods",
			of("CPUUtilization", "Average", above, 80, set("datapoints_to_alarm", 3)),
			ofDatabase,
			fail,
		},
		{
			"as many data points as periods",
			of("CPUUtilization", "Average", above, 80, set("datapoints_to_alarm", 2)),
			ofDatabase,
			pass,
		},
		{
			"more than a day of minutes",
			of("CPUUtilization", "Average", above, 80, set("evaluation_periods", 289)),
			ofDatabase,
			fail,
		},
		{
			"a day of minutes",
			of("CPUUtilization", "Average", above, 80, set("evaluation_periods", 288)),
			ofDatabase,
			pass,
		},
		{
			"a week of hours",
			of("CPUUtilization", "Average", above, 80, set("evaluation_periods", 168), set("period", 3600)),
			ofDatabase,
			pass,
		},
		{
			"more than a week of hours",
			of("CPUUtilization", "Average", above, 80, set("evaluation_periods", 169), set("period", 3600)),
			ofDatabase,
			fail,
		},
		{
			"a number of periods that is not known",
			edits{pt.Unknown(watch("db-cpu"), "evaluation_periods")},
			ofDatabase,
			unknown,
		},
		{
			"a task that has no more than all",
			compares("ecs-cpu", "CPUUtilization", "Average", above, 100),
			ofServices,
			fail,
		},
		{
			"a task that may have more than all",
			compares("ecs-cpu", "CPUUtilization", "Average", above, 100, pt.Unknown(service, "launch_type")),
			ofServices,
			unknown,
		},
		{
			"a task somewhere, near all it has",
			compares("ecs-cpu", "CPUUtilization", "Average", above, 80, pt.Unknown(service, "launch_type")),
			ofServices,
			pass,
		},
		{"a task at rest", compares("ecs-cpu", "MemoryUtilization", "Average", below, 60), ofServices, fail},
		{"many hosts that are well", compares("alb-5xx", "HealthyHostCount", "Minimum", above, 0), ofBalancer, fail},
		{"no host that is well", compares("alb-5xx", "HealthyHostCount", "Minimum", below, 1), ofBalancer, pass},
		{"fewer hosts than none", compares("alb-5xx", "HealthyHostCount", "Minimum", below, 0), ofBalancer, fail},
		{"few errors", compares("alb-5xx", "HTTPCode_ELB_5XX_Count", "Sum", atMost, 10), ofBalancer, fail},
		{"few requests", compares("alb-5xx", "RequestCount", "Sum", atMost, 10), ofBalancer, pass},
		{
			"memory beyond all",
			compares("cache-memory", "DatabaseMemoryUsagePercentage", "Average", above, 101),
			ofCache,
			fail,
		},
		{"few evictions", compares("cache-memory", "Evictions", "Sum", below, 1), ofCache, fail},
	})
}
