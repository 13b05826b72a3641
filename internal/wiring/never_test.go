package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestNeverFires: thresholds that a metric cannot pass, and those that it can.
func TestNeverFires(t *testing.T) {
	alarm := func(namespace, name, statistic, operator string, threshold float64) *model.Alarm {
		m := model.Metric{Namespace: model.Known(namespace), MetricName: model.Known(name), Statistic: model.Known(statistic)}
		return &model.Alarm{Signal: model.Signal{Metrics: model.Whole(m), Computed: model.Known(false)}, ComparisonOperator: model.Known(operator), Threshold: model.Known(threshold)}
	}
	const greater, orEqual, less = "GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold"
	for _, c := range []struct {
		alarm *model.Alarm
		want  bool
	}{
		{alarm("AWS/RDS", "CPUUtilization", "Average", greater, 80), false},
		{alarm("AWS/RDS", "CPUUtilization", "Average", greater, 100), true},
		{alarm("AWS/RDS", "CPUUtilization", "Maximum", orEqual, 100), false},
		{alarm("AWS/RDS", "CPUUtilization", "Sum", greater, 1000), false},
		{alarm("AWS/RDS", "FreeStorageSpace", "Average", less, 1e9), false},
		{alarm("AWS/RDS", "FreeStorageSpace", "Average", less, 0), true},
		{alarm("AWS/RDS", "ReplicaLag", "Average", less, 0), false},
		{alarm("AWS/RDS", "DatabaseConnections", "Average", greater, 1000), false},
		{alarm("AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "Average", greater, 101), true},
		{alarm("AWS/ECS", "CPUUtilization", "Average", greater, 150), false},
		{alarm("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", less, 0), true},
	} {
		if got, known := neverFires(c.alarm).Get(); !known || got != c.want {
			t.Errorf("%+v: %t, known %t", c.alarm.Metrics.Items()[0].MetricName, got, known)
		}
	}
	open := alarm("AWS/RDS", "CPUUtilization", "Average", greater, 80)
	open.Threshold = model.Value[float64]{}
	if neverFires(open).IsKnown() {
		t.Error("a threshold that is not known decides")
	}
}
