package noun

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

func scalingTarget(c *collector, in *read.Instance) {
	t := model.ScalingTarget{
		Resource: c.base(
			in,
			"resource_id",
		),
		ResourceID:         in.Text("resource_id"),
		Dimension:          in.Text("scalable_dimension"),
		MinCapacity:        in.Integer("min_capacity"),
		MaxCapacity:        in.Integer("max_capacity"),
		InSuspended:        isSuspended(in, "dynamic_scaling_in_suspended"),
		OutSuspended:       isSuspended(in, "dynamic_scaling_out_suspended"),
		ScheduledSuspended: isSuspended(in, "scheduled_scaling_suspended"),
	}
	t.Service = c.scaledService(in, t.ResourceID)
	c.scalingTargets.add(in.Address, t)
}

// scaledService finds the service a scaling target or policy is for. A name means nothing in another region or
// account: there it is left as it is.
func (c *collector) scaledService(in *read.Instance, resourceID model.Value[string]) model.Value[string] {
	service := c.namedService(in, resourceID)
	if thing := c.ByAddress[service.Or("")]; thing != nil && c.StandApart(in, thing) {
		return model.Known(resourceID.Or(thing.Address + " of elsewhere"))
	}
	return service
}

// thingByResourceID matches "cluster:name", "replication-group/name" and "table/name" with the plan.
func (c *collector) thingByResourceID(in *read.Instance, id string) model.Value[string] {
	for start, typ := range map[string]string{"cluster:": "aws_rds_cluster", "replication-group/": "aws_elasticache_replication_group", "table/": "aws_dynamodb_table"} {
		name, is := strings.CutPrefix(id, start)
		if !is || strings.Contains(name, "/") { // an index of a table
			continue
		}
		things := slices.DeleteFunc(
			c.Named(name, []string{typ}),
			func(thing *read.Instance) bool { return c.StandApart(in, thing) },
		)
		if len(things) > 0 {
			return resolve.Choose(things, "")
		}
		return model.Known(id)
	}
	return model.Known("")
}

// serviceByResourceID matches "service/cluster/name" with the services of the plan.
func (c *collector) serviceByResourceID(in *read.Instance, id string) model.Value[string] {
	parts := strings.Split(id, "/")
	if len(parts) != 3 || parts[0] != "service" {
		return c.thingByResourceID(in, id)
	}
	exact, doubt := c.servicesAt(in, parts[1], parts[2], c.servicesNamed(parts[2]))
	if len(exact) == 0 {
		// The source may tell the names of others.
		exact, doubt = c.servicesAt(in, parts[1], parts[2], c.ByType["aws_ecs_service"])
	}
	isNear := func(s *read.Instance) bool { return s.Module == in.Module }
	if near := slices.DeleteFunc(
		slices.Clone(exact),
		func(s *read.Instance) bool { return !isNear(s) },
	); len(
		near,
	) == 1 {
		exact = near
	}
	switch {
	case len(exact) > 0:
		return resolve.Choose(exact, "")
	case !doubt.IsKnown():
		return doubt
	}
	return model.Known(id)
}

// servicesAt are those of some services that have a name in a cluster of a name. Doubt is unknown where one of them may
// be another: no reference settles that.
func (c *collector) servicesAt(
	in *read.Instance,
	cluster, service string,
	among []*read.Instance,
) (exact []*read.Instance, doubt model.Value[string]) {
	doubt = model.Known(service)
	for _, s := range among {
		if c.StandApart(in, s) {
			continue
		}
		name := c.serviceName(s)
		switch is := model.Every(model.Is(name.own, service), model.Is(name.cluster, cluster)); {
		case is.Or(false):
			exact = append(exact, s)
		case !is.IsKnown():
			why := is.Why()
			why.Candidates = nil
			doubt = model.Unknown[string](why)
		}
	}
	return exact, doubt
}

// serviceName is what a service is called in its cluster, and that cluster.
type serviceName struct{ own, cluster model.Value[string] }

// serviceName notes what it finds: each service is asked for each target and policy that may scale it.
func (c *collector) serviceName(s *read.Instance) serviceName {
	if name, ok := c.called[s]; ok {
		return name
	}
	name := serviceName{s.Text("name"), c.clusterName(c.Ref(s, []string{"aws_ecs_cluster"}, "cluster", "default"))}
	if s.Data {
		name.own = s.Text("service_name")
	}
	c.called[s] = name
	return name
}

// scheduledAction sets bounds at a time.
func scheduledAction(c *collector, in *read.Instance) {
	a := model.ScheduledAction{
		Resource:    c.base(in, "name"),
		ResourceID:  in.Text("resource_id"),
		Dimension:   in.Text("scalable_dimension"),
		MinCapacity: boundOrNone(in, "scalable_target_action.0.min_capacity"),
		MaxCapacity: boundOrNone(in, "scalable_target_action.0.max_capacity"),
		Over:        c.scheduleOver(in),
	}
	a.Service = c.scaledService(in, a.ResourceID)
	c.scheduledActions.add(in.Address, a)
}

// boundOrNone is a bound that an action sets, -1 where it leaves that alone.
func boundOrNone(in *read.Instance, path string) model.Value[int] {
	if text := in.Text(path, ""); text.Or("?") == "" {
		return model.Known(-1)
	}
	return in.Integer(path)
}

func (c *collector) scheduleOver(in *read.Instance) model.Value[bool] {
	schedule, zone, end := in.Text("schedule"), in.Text("timezone", "UTC"), in.Text("end_time", "")
	for _, v := range []model.Value[string]{schedule, zone, end} {
		if !v.IsKnown() {
			return model.Unknown[bool](v.Why())
		}
	}
	return form.ScheduleEnded(schedule.Or(""), zone.Or(""), end.Or(""), c.madeAt())
}

// madeAt is when the plan was made; zero, which decides nothing, without a word of it.
func (c *collector) madeAt() time.Time {
	made, _ := time.Parse(time.RFC3339, c.made)
	return made
}

// suspended reads one switch of a target's suspended_state; left out, nothing is suspended.
func isSuspended(in *read.Instance, name string) model.Value[bool] {
	if n, s := in.Count("suspended_state"); s == read.Null || s == read.Known && n == 0 {
		return model.Known(false)
	}
	return in.Boolean("suspended_state.0."+name, false)
}

func (c *collector) servicesNamed(name string) []*read.Instance {
	return c.Named(name, []string{"aws_ecs_service"})
}

func scalingPolicy(c *collector, in *read.Instance) {
	p := model.ScalingPolicy{
		Resource: c.base(in, "name"), ResourceID: in.Text("resource_id"), Dimension: in.Text("scalable_dimension"),
		PolicyType: in.Text("policy_type", "StepScaling"),
	}
	p.Service = c.scaledService(in, p.ResourceID)
	if p.PolicyType.Or("StepScaling") == "StepScaling" {
		stepScaling(in, &p)
	}
	if p.PolicyType.Or("TargetTrackingScaling") == "TargetTrackingScaling" {
		const tracking = "target_tracking_scaling_policy_configuration.0."
		p.Metric = in.Text(tracking+"predefined_metric_specification.0.predefined_metric_type", "")
		p.Signal = c.customizedSignal(in, tracking+"customized_metric_specification.0.")
		p.TargetValue = in.Number(tracking + "target_value")
		p.DisableScaleIn = in.Boolean(tracking+"disable_scale_in", false)
	}
	p.RaisesMaximum = model.Known(false)
	if p.PolicyType.Or("PredictiveScaling") == "PredictiveScaling" {
		const predictive = "predictive_scaling_policy_configuration.0."
		acts := model.Is(in.Text(predictive+"mode", "ForecastOnly"), "ForecastAndScale")
		raises := model.Is(
			in.Text(predictive+"max_capacity_breach_behavior", "HonorMaxCapacity"),
			"IncreaseMaxCapacity",
		)
		p.RaisesMaximum = model.Every(acts, raises)
	}
	c.scalingPolicies.add(in.Address, p)
}

func stepScaling(in *read.Instance, p *model.ScalingPolicy) {
	const step = "step_scaling_policy_configuration.0."
	p.AdjustmentType, p.Steps = in.Text(step+"adjustment_type"), model.Whole[model.Step]()
	n, s := in.Count(step + "step_adjustment")
	if s != read.Known {
		p.Steps = p.Steps.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := step + "step_adjustment." + strconv.Itoa(i) + "."
		p.Steps = p.Steps.With(model.Step{
			Lower:      in.Text(prefix+"metric_interval_lower_bound", ""),
			Upper:      in.Text(prefix+"metric_interval_upper_bound", ""),
			Adjustment: in.Integer(prefix + "scaling_adjustment"),
		})
	}
}
