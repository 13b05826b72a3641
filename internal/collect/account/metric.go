package account

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// alarmSignal is what an alarm looks at: one metric, or metric math.
func alarmSignal(a types.MetricAlarm) model.Signal {
	learned := model.Known(aws.ToString(a.ThresholdMetricId) != "")
	if len(a.Metrics) == 0 {
		m := metric(a.Namespace, a.MetricName, string(a.Statistic), string(a.Unit), dimensions(a.Dimensions))
		if a.ExtendedStatistic != nil {
			m.Statistic = model.Known(*a.ExtendedStatistic)
		}
		return model.Signal{Metrics: model.Whole(m), Computed: learned}
	}
	var queries []form.Query
	for _, q := range a.Metrics {
		// AWS returns the data of a query that does not say.
		one := form.Query{
			ID:         value(q.Id),
			Expression: model.Known(aws.ToString(q.Expression)),
			Returned:   model.Known(q.ReturnData == nil || *q.ReturnData),
		}
		if s := q.MetricStat; s != nil && s.Metric != nil {
			m := metric(
				s.Metric.Namespace,
				s.Metric.MetricName,
				aws.ToString(s.Stat),
				string(s.Unit),
				dimensions(s.Metric.Dimensions),
			)
			m.Owner = model.Known(aws.ToString(q.AccountId))
			one.Metric = &m
		}
		queries = append(queries, one)
	}
	return form.Signal(queries, learned)
}

func metric(namespace, name *string, statistic, unit string, dimensions []model.Dimension) model.Metric {
	return model.Metric{
		Namespace:  model.Known(aws.ToString(namespace)),
		MetricName: model.Known(aws.ToString(name)),
		Statistic:  model.Known(statistic),
		Unit:       model.Known(unit),
		Dimensions: model.Whole(dimensions...),
		Owner:      model.Known(""),
	}
}

func dimensions(all []types.Dimension) []model.Dimension {
	var list []model.Dimension
	for _, d := range all {
		list = append(list, model.Dimension{Name: value(d.Name), Value: value(d.Value), Resource: model.Known("")})
	}
	return list
}

// customizedSignal is the metric that target tracking has written out.
func customizedSignal(c *scaling.CustomizedMetricSpecification) model.Signal {
	if len(c.Metrics) == 0 {
		return model.Signal{
			Metrics: model.Whole(metric(c.Namespace, c.MetricName, string(c.Statistic), aws.ToString(c.Unit), tracked(
				c.Dimensions,
				func(d scaling.MetricDimension) (name, value *string) { return d.Name, d.Value },
			))),
			Computed: model.Known(false),
		}
	}
	var queries []form.Query
	for _, q := range c.Metrics {
		one := form.Query{
			ID:         value(q.Id),
			Expression: model.Known(aws.ToString(q.Expression)),
			Returned:   model.Known(q.ReturnData == nil || *q.ReturnData),
		}
		if s := q.MetricStat; s != nil && s.Metric != nil {
			m := metric(
				s.Metric.Namespace,
				s.Metric.MetricName,
				aws.ToString(s.Stat),
				aws.ToString(s.Unit),
				tracked(s.Metric.Dimensions,
					func(d scaling.TargetTrackingMetricDimension) (name, value *string) { return d.Name, d.Value }),
			)
			one.Metric = &m
		}
		queries = append(queries, one)
	}
	return form.Signal(queries, model.Known(false))
}

func tracked[T any](all []T, pair func(T) (name, value *string)) []model.Dimension {
	var list []model.Dimension
	for _, d := range all {
		name, text := pair(d)
		list = append(list, model.Dimension{Name: value(name), Value: value(text), Resource: model.Known("")})
	}
	return list
}
