package plan

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

func alarm(c *collector, in *instance) {
	c.alarms.add(in.address, model.Alarm{
		Resource:           c.base(in, "alarm_name"),
		Signal:             c.alarmSignal(in),
		ComparisonOperator: in.str("comparison_operator"),
		Threshold:          in.number("threshold"),
		MissingData:        in.str("treat_missing_data", "missing"),
		Accepted:           acceptedPeriods(in),
		ActionsEnabled:     in.boolean("actions_enabled", true),
		AlarmActions:       c.refs(in, []string{"aws_sns_topic", "aws_appautoscaling_policy"}, "alarm_actions", nil),
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
		m := metricAt(in, prefix, prefix+"statistic", dimensionBlocks(in, prefix+"dimensions"))
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
			m := metricAt(in, stat+"metric.0.", stat+"stat", dimensionBlocks(in, stat+"metric.0.dimensions"))
			m.Unit = in.str(stat+"unit", "")
			q.Metric = &m
		}
		queries = append(queries, q)
	}
	return form.Signal(queries, model.Known(false))
}

// dimensionBlocks reads dimensions that stand as blocks of name and value.
func dimensionBlocks(in *instance, path string) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	n, s := in.count(path)
	if s.isOpen() {
		return list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.expression(path).mentions()})
	}
	for i := range n {
		at := path + "." + strconv.Itoa(i) + "."
		list = list.With(model.Dimension{Name: in.str(at + "name"), Value: in.str(at + "value"),
			Resource: model.Unknown[string](model.Why{Reason: model.KnownAfterApply})})
	}
	return list
}

// watchedTypes are those of what dimensions of metrics name.
func watchedTypes() []string {
	return slices.Concat(
		[]string{
			"aws_lb",
			"aws_lb_target_group",
			"aws_ecs_cluster",
			"aws_ecs_service",
			"aws_db_instance",
			"aws_rds_cluster",
			"aws_rds_cluster_instance",
			"aws_elasticache_replication_group",
			"aws_elasticache_cluster",
			"aws_nat_gateway",
			"aws_lambda_function",
			"aws_dynamodb_table",
			"aws_db_proxy",
		},
		bucketTypes(),
		queueTypes(),
		fileSystemTypes(),
		instanceTypes(),
	)
}

// dimensions reads known dimensions by name and unknown ones by what they refer to.
func (c *collector) dimensions(in *instance, path string) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	if fromSource, ok := c.dimensionsFromSource(in, path); ok {
		return fromSource
	}
	e := in.expression(path)
	value, s := in.at(path)
	if s.isHidden() || s == isKnown && value.Type() != fastjson.TypeObject || s == isUnknown && e.kind != unset {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	known := map[string]bool{}
	tree.Visit(value, func(name string, _ *fastjson.Value) {
		known[name] = true
		list = list.With(model.Dimension{Name: model.Known(name), Value: in.str(path + "." + name),
			Resource: model.Unknown[string](model.Why{Reason: model.KnownAfterApply})})
	})
	var found []string
	if e.kind == references {
		o := c.resolver.resolve(e, c.resolver.scopeOf(in))
		for _, t := range o.found {
			if ofType(t.instance, watchedTypes()) {
				found = append(found, t.address)
			}
		}
	}
	tree.Visit(in.marks(path), func(name string, mark *fastjson.Value) {
		if tree.IsTrue(mark) && !known[name] {
			list = list.With(unknownDimension(name, found, e))
		}
	})
	return list
}

// unknownDimension names the resource of a dimension only when the expression leaves no choice.
func unknownDimension(name string, found []string, e expression) model.Dimension {
	why := model.Why{Reason: model.KnownAfterApply, Detail: e.mentions()}
	d := model.Dimension{
		Name:     model.Known(name),
		Value:    model.Unknown[string](why),
		Resource: model.Unknown[string](why),
	}
	if len(found) == 1 {
		d.Resource = model.Known(found[0])
	} else if len(found) > 1 {
		why.Candidates = found
		d.Resource = model.Unknown[string](why)
	}
	return d
}
