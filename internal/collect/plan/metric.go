package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func alarm(c *collector, in *instance) {
	actions := func(attribute string) model.List[string] {
		return c.refs(in, []string{"aws_sns_topic", "aws_appautoscaling_policy"}, attribute, nil)
	}
	c.alarms.add(in.address, model.Alarm{
		Resource:           c.base(in, "alarm_name"),
		Signal:             c.alarmSignal(in),
		ComparisonOperator: in.str("comparison_operator"),
		Threshold:          in.number("threshold"),
		MissingData:        in.str("treat_missing_data", "missing"),
		Accepted:           acceptedPeriods(in),
		ActionsEnabled:     in.boolean("actions_enabled", true),
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
func acceptedPeriods(in *instance) model.Value[bool] {
	periods := in.integer("evaluation_periods")
	points := in.integer("datapoints_to_alarm", 0)
	seconds := in.integer("period", 0)
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
func (c *collector) alarmSignal(in *instance) model.Signal {
	learned := model.Not(model.Is(in.str("threshold_metric_id", ""), ""))
	n, s := in.count("metric_query")
	switch {
	case s == isUnknown && in.expression("metric_query").kind != unset, s.isHidden():
		why := model.Why{Reason: model.KnownAfterApply, Detail: in.expression("metric_query").mentions()}
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
func (c *collector) query(in *instance, prefix, metric string) form.Query {
	q := form.Query{
		ID:         in.str(prefix + "id"),
		Expression: in.str(prefix+"expression", ""),
		Returned:   in.boolean(prefix+"return_data", false),
	}
	if q.Expression.Or("?") == "" {
		m := metricAt(in, prefix+metric, prefix+metric+"stat", c.dimensions(in, prefix+metric+"dimensions"))
		if owner := in.str(prefix+"account_id", ""); owner.Or("?") != "" {
			m.Owner = owner
		}
		q.Metric = &m
	}
	return q
}

// metricAt reads a metric whose attributes stand at a prefix, its statistic where that stands.
func metricAt(in *instance, prefix, statistic string, dimensions model.List[model.Dimension]) model.Metric {
	m := model.Metric{
		Namespace:  in.str(prefix+"namespace", ""),
		MetricName: in.str(prefix+"metric_name", ""),
		Statistic:  in.str(statistic, ""),
		Unit:       in.str(prefix+"unit", ""),
		Dimensions: dimensions,
		Owner:      model.Known(""),
	}
	if m.Statistic.Or("?") == "" {
		m.Statistic = in.str(prefix+"extended_statistic", "")
	}
	return m
}

// customizedSignal reads the metric that target tracking has written out: directly, or as metric math.
func (c *collector) customizedSignal(in *instance, prefix string) model.Signal {
	n, s := in.count(prefix + "metrics")
	why := model.Why{Reason: model.KnownAfterApply, Detail: in.expression(prefix + "metrics").mentions()}
	switch {
	case s.isOpen():
		return model.Signal{Metrics: model.Part[model.Metric](why), Computed: model.Unknown[bool](why)}
	case n == 0:
		m := metricAt(in, prefix, prefix+"statistic", c.dimensionBlocks(in, prefix+"dimensions"))
		return model.Signal{Metrics: model.Whole(m), Computed: model.Known(false)}
	}
	var queries []form.Query
	for i := range n {
		at := prefix + "metrics." + strconv.Itoa(i) + "."
		q := form.Query{
			ID:         in.str(at + "id"),
			Expression: in.str(at+"expression", ""),
			Returned:   in.boolean(at+"return_data", true),
		}
		if q.Expression.Or("?") == "" {
			stat := at + "metric_stat.0."
			m := metricAt(in, stat+"metric.0.", stat+"stat", c.dimensionBlocks(in, stat+"metric.0.dimensions"))
			m.Unit = in.str(stat+"unit", "")
			q.Metric = &m
		}
		queries = append(queries, q)
	}
	return form.Signal(queries, model.Known(false))
}
