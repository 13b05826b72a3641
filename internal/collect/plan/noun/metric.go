package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func alarm(c *collector, in *read.Instance) {
	actions := func(attribute string) model.List[string] {
		return c.Refs(in, []string{"aws_sns_topic", "aws_appautoscaling_policy"}, attribute, nil)
	}
	c.alarms.add(in.Address, model.Alarm{
		Resource:           c.base(in, "alarm_name"),
		Signal:             c.alarmSignal(in),
		ComparisonOperator: in.Text("comparison_operator"),
		Threshold:          in.Number("threshold"),
		MissingData:        in.Text("treat_missing_data", "missing"),
		Accepted:           acceptedPeriods(in),
		ActionsEnabled:     in.Boolean("actions_enabled", true),
		AlarmActions:       actions("alarm_actions"),
		OKActions:          actions("ok_actions"),
		NoDataActions:      actions("insufficient_data_actions"),
	})
}

// How long, in seconds, an alarm may look back, by whether its periods are hours or shorter.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
const (
	lookBack       = 86400
	lookBackByHour = 7 * lookBack
	hour           = 3600
)

// acceptedPeriods reports whether CloudWatch takes an alarm with such periods: it looks for no more data
// points than there are periods, and not back for too long. Queries have periods of their own.
func acceptedPeriods(in *read.Instance) model.Value[bool] {
	periods := in.Integer("evaluation_periods")
	points := in.Integer("datapoints_to_alarm", 0)
	seconds := in.Integer("period", 0)
	few := model.Map(points, func(points int) bool { return points <= periods.Or(points) })
	short := model.Map(seconds, func(seconds int) bool {
		return seconds*periods.Or(0) <= lookBack || seconds >= hour && seconds*periods.Or(0) <= lookBackByHour
	})
	if !periods.IsKnown() {
		return model.Unknown[bool](periods.Why())
	}
	return model.Every(few, short)
}

// alarmSignal reads what an alarm looks at: a metric written out, or metric_query blocks.
func (c *collector) alarmSignal(in *read.Instance) model.Signal {
	learned := model.Not(model.Is(in.Text("threshold_metric_id", ""), ""))
	n, s := in.Count("metric_query")
	switch {
	case s == read.Unknown && in.Expression("metric_query").Kind != read.Unset, s.IsHidden():
		why := model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("metric_query").Mentions()}
		return model.Signal{Metrics: model.Part[model.Metric](why), Computed: model.Unknown[bool](why)}
	case n == 0:
		return model.Signal{
			Metrics:  model.Whole(metricAt(in, "", "statistic", c.dimensions(in, "dimensions"))),
			Computed: learned,
		}
	}
	var queries []form.Query
	for i := range n {
		queries = append(queries, c.query(in, "metric_query."+strconv.Itoa(i)+".", "metric.0."))
	}
	return form.Signal(queries, learned)
}

// query reads one query of metric math; its metric stands below it.
func (c *collector) query(in *read.Instance, prefix, metric string) form.Query {
	q := form.Query{
		ID:         in.Text(prefix + "id"),
		Expression: in.Text(prefix+"expression", ""),
		Returned:   in.Boolean(prefix+"return_data", false),
	}
	if q.Expression.Or("?") == "" {
		m := metricAt(in, prefix+metric, prefix+metric+"stat", c.dimensions(in, prefix+metric+"dimensions"))
		if owner := in.Text(prefix+"account_id", ""); owner.Or("?") != "" {
			m.Owner = owner
		}
		q.Metric = &m
	}
	return q
}

// metricAt reads a metric whose attributes stand at a prefix, its statistic where that stands.
func metricAt(in *read.Instance, prefix, statistic string, dimensions model.List[model.Dimension]) model.Metric {
	m := model.Metric{
		Namespace:  in.Text(prefix+"namespace", ""),
		MetricName: in.Text(prefix+"metric_name", ""),
		Statistic:  in.Text(statistic, ""),
		Unit:       in.Text(prefix+"unit", ""),
		Dimensions: dimensions,
		Owner:      model.Known(""),
	}
	if m.Statistic.Or("?") == "" {
		m.Statistic = in.Text(prefix+"extended_statistic", "")
	}
	return m
}

// customizedSignal reads the metric that target tracking has written out: directly, or as metric math.
func (c *collector) customizedSignal(in *read.Instance, prefix string) model.Signal {
	n, s := in.Count(prefix + "metrics")
	why := model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(prefix + "metrics").Mentions()}
	switch {
	case s.IsOpen():
		return model.Signal{Metrics: model.Part[model.Metric](why), Computed: model.Unknown[bool](why)}
	case n == 0:
		m := metricAt(in, prefix, prefix+"statistic", c.dimensionBlocks(in, prefix+"dimensions"))
		return model.Signal{Metrics: model.Whole(m), Computed: model.Known(false)}
	}
	var queries []form.Query
	for i := range n {
		at := prefix + "metrics." + strconv.Itoa(i) + "."
		q := form.Query{
			ID:         in.Text(at + "id"),
			Expression: in.Text(at+"expression", ""),
			Returned:   in.Boolean(at+"return_data", true),
		}
		if q.Expression.Or("?") == "" {
			stat := at + "metric_stat.0."
			m := metricAt(in, stat+"metric.0.", stat+"stat", c.dimensionBlocks(in, stat+"metric.0.dimensions"))
			m.Unit = in.Text(stat+"unit", "")
			q.Metric = &m
		}
		queries = append(queries, q)
	}
	return form.Signal(queries, model.Known(false))
}
