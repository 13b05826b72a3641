package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// neverFires reports whether an alarm has a threshold that its metric cannot pass: a share of more than all of
// it, or a number below none. A service may use more CPU than it reserved.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
func neverFires(a *model.Alarm) model.Value[bool] {
	metric, _ := a.Plain()
	if metric == nil || metric.MetricName.Or("ReplicaLag") == "ReplicaLag" { // -1 where nothing is replicated
		return model.Known(false)
	}
	switch metric.Statistic.Or("?") {
	case "Average", "Minimum", "Maximum":
	case "Sum":
		return below(a)
	default:
		return model.Known(false)
	}
	name, namespace := metric.MetricName.Or(""), metric.Namespace.Or("")
	isShare := strings.HasSuffix(name, "Utilization") || strings.HasSuffix(name, "Percentage")
	if !isShare || namespace == metricsOfServices || namespace == containerInsights {
		return below(a)
	}
	const all = 100
	return model.Some(below(a), passes(a, "GreaterThanThreshold", func(t float64) bool { return t >= all }),
		passes(a, "GreaterThanOrEqualToThreshold", func(t float64) bool { return t > all }))
}

// below reports whether an alarm waits for less than nothing.
func below(a *model.Alarm) model.Value[bool] {
	return model.Some(passes(a, "LessThanThreshold", func(t float64) bool { return t <= 0 }),
		passes(a, "LessThanOrEqualToThreshold", func(t float64) bool { return t < 0 }))
}

// passes reports whether an alarm compares in a way, and its threshold is out of reach that way.
func passes(a *model.Alarm, operator string, out func(threshold float64) bool) model.Value[bool] {
	return model.Every(model.Is(a.ComparisonOperator, operator), model.Map(a.Threshold, out))
}
