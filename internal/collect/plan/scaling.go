package plan

import (
	"math"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

func scalingTarget(c *collector, in *instance) {
	t := model.ScalingTarget{
		Resource: c.base(in, "resource_id"), ResourceID: in.str("resource_id"), Dimension: in.str("scalable_dimension"),
		MinCapacity: in.integer("min_capacity"), MaxCapacity: in.integer("max_capacity"),
	}
	t.Service = c.scaledService(in, t.ResourceID)
	c.scalingTargets.add(in.address, t)
}

// scaledService finds the service a scaling target or policy is for: by reference (through
// the target's resource_id too), else by "service/cluster/name".
func (c *collector) scaledService(in *instance, resourceID model.Value[string]) model.Value[string] {
	e := in.expression("resource_id")
	if e.kind == references {
		o := c.resolver.resolve(e, c.resolver.scopeOf(in))
		for _, t := range o.found {
			if t.typ == "aws_appautoscaling_target" && t.instance != in {
				return c.scaledService(t.instance, t.str("resource_id"))
			}
		}
		if service := scalar(o, []string{"aws_ecs_service"}, e); service.IsKnown() {
			return service
		}
	}
	id, ok := resourceID.Get()
	if !ok {
		return model.Unknown[string](resourceID.Why())
	}
	return c.serviceByResourceID(in, id)
}

// serviceByResourceID matches "service/cluster/name" with the services of the plan.
func (c *collector) serviceByResourceID(in *instance, id string) model.Value[string] {
	parts := strings.Split(id, "/")
	if len(parts) != 3 || parts[0] != "service" {
		return model.Known("")
	}
	matches := c.servicesNamed(parts[2])
	var exact, same []*instance
	for _, s := range matches {
		name, known := c.clusterName(c.ref(s, []string{"aws_ecs_cluster"}, "cluster", "default")).Get()
		if known && name != parts[1] {
			continue
		}
		exact = append(exact, s)
		if s.module == in.module {
			same = append(same, s)
		}
	}
	if len(exact) > 1 && len(same) == 1 {
		exact = same
	}
	if len(exact) == 0 {
		return model.Known(id)
	}
	return choose(exact, "")
}

func (c *collector) servicesNamed(name string) []*instance {
	return c.named(name, []string{"aws_ecs_service"})
}

func scalingPolicy(c *collector, in *instance) {
	p := model.ScalingPolicy{
		Resource: c.base(in, "name"), ResourceID: in.str("resource_id"), Dimension: in.str("scalable_dimension"),
		PolicyType: in.str("policy_type", "StepScaling"),
	}
	p.Service = c.scaledService(in, p.ResourceID)
	if p.PolicyType.Or("StepScaling") == "StepScaling" {
		stepScaling(in, &p)
	}
	if p.PolicyType.Or("TargetTrackingScaling") == "TargetTrackingScaling" {
		const tracking = "target_tracking_scaling_policy_configuration.0."
		p.Metric = in.str(tracking+"predefined_metric_specification.0.predefined_metric_type", "")
		p.TargetValue = in.number(tracking + "target_value")
		p.DisableScaleIn = in.boolean(tracking+"disable_scale_in", false)
	}
	c.scalingPolicies.add(in.address, p)
}

func stepScaling(in *instance, p *model.ScalingPolicy) {
	const step = "step_scaling_policy_configuration.0."
	p.AdjustmentType = in.str(step + "adjustment_type")
	p.Adjustments = model.Whole[int]()
	offset := math.Inf(1)
	n, s := in.count(step + "step_adjustment")
	if s != isKnown {
		p.Adjustments = p.Adjustments.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := step + "step_adjustment." + strconv.Itoa(i) + "."
		if adjustment, ok := in.integer(prefix + "scaling_adjustment").Get(); ok {
			p.Adjustments = p.Adjustments.With(adjustment)
		} else {
			p.Adjustments = p.Adjustments.Broken(model.Why{Reason: model.KnownAfterApply})
		}
		offset = math.Min(offset, nearest(in, prefix))
	}
	if !math.IsInf(offset, 0) {
		p.StepOffset = model.Known(offset)
	}
}

// nearest is how far from the alarm's threshold a step begins: 0 for a step that touches it.
func nearest(in *instance, prefix string) float64 {
	bound := func(name string) float64 {
		text := in.str(prefix+name, "").Or("")
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return math.NaN()
		}
		return f
	}
	lower, upper := bound("metric_interval_lower_bound"), bound("metric_interval_upper_bound")
	switch {
	case lower > 0:
		return lower
	case upper < 0:
		return -upper
	}
	return 0
}

func alarm(c *collector, in *instance) {
	a := model.Alarm{
		Resource: c.base(in, "alarm_name"), Namespace: in.str("namespace", ""), MetricName: in.str("metric_name", ""),
		Statistic: in.str("statistic", ""), ComparisonOperator: in.str("comparison_operator"), Threshold: in.number("threshold"),
		ActionsEnabled: in.boolean("actions_enabled", true),
		AlarmActions:   c.refs(in, []string{"aws_sns_topic", "aws_appautoscaling_policy"}, "alarm_actions", nil),
		Dimensions:     c.dimensions(in),
	}
	c.alarms.add(in.address, a)
}

func watchedTypes() []string {
	return []string{"aws_lb", "aws_lb_target_group", "aws_ecs_cluster", "aws_ecs_service", "aws_db_instance", "aws_rds_cluster",
		"aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_nat_gateway"}
}

// dimensions reads known dimensions by name and unknown ones by what they refer to.
func (c *collector) dimensions(in *instance) model.List[model.Dimension] {
	list := model.Whole[model.Dimension]()
	if fromSource, ok := c.dimensionsFromSource(in); ok {
		return fromSource
	}
	if _, s := in.at("dimensions"); s == isUnknown && in.expression("dimensions").kind != unset {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	known := map[string]bool{}
	visit(in.after.Get("dimensions"), func(name string, _ *fastjson.Value) {
		known[name] = true
		list = list.With(model.Dimension{Name: model.Known(name), Value: in.str("dimensions." + name),
			Resource: model.Unknown[string](model.Why{Reason: model.KnownAfterApply})})
	})
	e := in.expression("dimensions")
	var found []string
	if e.kind == references {
		o := c.resolver.resolve(e, c.resolver.scopeOf(in))
		for _, t := range o.found {
			if ofType(t.instance, watchedTypes()) {
				found = append(found, t.address)
			}
		}
	}
	if in.unknown == nil {
		return list
	}
	visit(in.unknown.Get("dimensions"), func(name string, mark *fastjson.Value) {
		if isTrue(mark) && !known[name] {
			list = list.With(unknownDimension(name, found, e))
		}
	})
	return list
}

// unknownDimension names the resource of a dimension only when the expression leaves no choice.
func unknownDimension(name string, found []string, e expression) model.Dimension {
	why := model.Why{Reason: model.KnownAfterApply, Detail: e.mentions()}
	d := model.Dimension{Name: model.Known(name), Value: model.Unknown[string](why), Resource: model.Unknown[string](why)}
	if len(found) == 1 {
		d.Resource = model.Known(found[0])
	} else if len(found) > 1 {
		why.Candidates = found
		d.Resource = model.Unknown[string](why)
	}
	return d
}
