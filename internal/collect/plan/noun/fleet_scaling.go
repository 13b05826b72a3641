package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// fleetPolicy reads predictive scaling, which may raise the highest size of a group where it expects more load.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html
func fleetPolicy(c *collector, in *read.Instance) {
	const predicts = "predictive_scaling_configuration.0."
	raises := model.Every(
		in.Boolean("enabled", true),
		model.Is(in.Text(predicts+"mode", "ForecastOnly"), "ForecastAndScale"),
		model.Is(in.Text(predicts+"max_capacity_breach_behavior", "HonorMaxCapacity"), "IncreaseMaxCapacity"),
	)
	if !raises.Or(true) {
		return
	}
	c.resize(in, c.Ref(in, []string{read.FleetType}, "autoscaling_group_name"), form.Sizes{
		Least:   model.Known(-1),
		Most:    model.Unknown[int](model.Why{Reason: model.NotRecorded}),
		Desired: model.Known(-1),
	})
}

// fleetPlan reads a scaling plan, which gives groups bounds of its own; a forecast may raise the highest one.
// https://docs.aws.amazon.com/autoscaling/plans/APIReference/API_ScalingInstruction.html
func fleetPlan(c *collector, in *read.Instance) {
	n, _ := in.Count("scaling_instruction")
	for i := range n {
		at := "scaling_instruction." + strconv.Itoa(i) + "."
		if in.Text(at+"service_namespace").Or("autoscaling") != "autoscaling" {
			continue
		}
		sizes := form.Sizes{
			Least:   in.Integer(at + "min_capacity"),
			Most:    in.Integer(at + "max_capacity"),
			Desired: model.Known(-1),
		}
		if forecastRaises(in, at).Or(true) {
			sizes.Most = unsure(sizes.Most)
		}
		fleet := c.Ref(in, []string{read.FleetType}, at+"resource_id")
		if id, known := in.Text(at + "resource_id").Get(); known {
			fleet = c.RefKnown(
				in,
				[]string{read.FleetType},
				at+"resource_id",
				strings.TrimPrefix(id, "autoScalingGroup/"),
			)
		}
		c.resize(in, fleet, sizes)
	}
}

// forecastRaises is whether a scaling plan raises the highest size where it expects more load; left out, it does not.
func forecastRaises(in *read.Instance, at string) model.Value[bool] {
	beyond := in.Text(at+"predictive_scaling_max_capacity_behavior", "")
	return model.Every(
		model.Is(in.Text(at+"predictive_scaling_mode", ""), "ForecastAndScale"),
		model.Not(model.Is(beyond, "")),
		model.Not(model.Is(beyond, "SetForecastCapacityToMaxCapacity")),
	)
}

// resize widens the bounds of a group.
func (c *collector) resize(in *read.Instance, fleet model.Value[string], sizes form.Sizes) {
	attachTo(&c.instanceGroups, fleet, in, func(g *model.InstanceGroup, doubt *model.Why) {
		if doubt != nil {
			sizes = unsureSizes(sizes)
		}
		form.Reschedule(g, in.Address, sizes)
	})
}
