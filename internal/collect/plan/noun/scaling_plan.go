package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// scalingPlan reads a scaling plan, which makes targets and target tracking policies of its own.
// https://docs.aws.amazon.com/autoscaling/plans/userguide/how-it-works.html
func scalingPlan(c *collector, in *read.Instance) {
	n, s := in.Count("scaling_instruction")
	if s != read.Known {
		why := model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("scaling_instruction").Mentions()}
		c.scalingTargets.add(in.Address, *model.StandIn[model.ScalingTarget](c.base(in, "name"), why))
		return
	}
	for i := range n {
		at := "scaling_instruction." + strconv.Itoa(i) + "."
		if in.Text(at+"service_namespace").Or("ecs") == "ecs" {
			c.scalingInstruction(in, at, "["+strconv.Itoa(i)+"]")
		}
	}
}

func (c *collector) scalingInstruction(in *read.Instance, at, index string) {
	t := model.ScalingTarget{
		Resource:           c.base(in, "name"),
		ResourceID:         in.Text(at + "resource_id"),
		Dimension:          in.Text(at + "scalable_dimension"),
		MinCapacity:        in.Integer(at + "min_capacity"),
		MaxCapacity:        in.Integer(at + "max_capacity"),
		InSuspended:        model.Known(false),
		OutSuspended:       model.Known(false),
		ScheduledSuspended: model.Known(false),
	}
	t.ID += index
	if id, known := t.ResourceID.Get(); known {
		t.Service = c.serviceByResourceID(in, id)
	} else {
		t.Service = model.Unknown[string](t.ResourceID.Why())
	}
	c.scalingTargets.add(t.ID, t)
	disabled := in.Boolean(at+"disable_dynamic_scaling", false)
	if disabled.Or(false) {
		return
	}
	n, _ := in.Count(at + "target_tracking_configuration")
	for i := range n {
		tracking := at + "target_tracking_configuration." + strconv.Itoa(i) + "."
		custom := tracking + "customized_scaling_metric_specification.0."
		p := model.ScalingPolicy{
			Resource:   t.Resource,
			ResourceID: t.ResourceID,
			Service:    t.Service,
			Dimension:  t.Dimension,
			PolicyType: model.Known("TargetTrackingScaling"),
			Metric: in.Text(
				tracking+"predefined_scaling_metric_specification.0.predefined_scaling_metric_type",
				"",
			),
			Signal: model.Signal{
				Metrics:  model.Whole(metricAt(in, custom, custom+"statistic", c.dimensions(in, custom+"dimensions"))),
				Computed: model.Known(false),
			},
			TargetValue:    in.Number(tracking + "target_value"),
			DisableScaleIn: in.Boolean(tracking+"disable_scale_in", false),
			RaisesMaximum:  model.Known(false),
		}
		if !disabled.IsKnown() {
			p.PolicyType = model.Unknown[string](disabled.Why())
		}
		p.ID += "." + strconv.Itoa(i)
		c.scalingPolicies.add(p.ID, p)
	}
}
