package account

import (
	"context"
	"math"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
)

// scalingAPI is what is read of Application Auto Scaling.
type scalingAPI interface {
	scaling.DescribeScalableTargetsAPIClient
	scaling.DescribeScalingPoliciesAPIClient
}

func readScaling(ctx context.Context, r *region) {
	readScalingOf(ctx, r, scaling.NewFromConfig(r.cfg()))
}

func readScalingOf(ctx context.Context, r *region, api scalingAPI) {
	_ = pages(ctx, scaling.NewDescribeScalableTargetsPaginator(api, &scaling.DescribeScalableTargetsInput{ServiceNamespace: types.ServiceNamespaceEcs}), func(out *scaling.DescribeScalableTargetsOutput) {
		for _, t := range out.ScalableTargets {
			n := r.scalingTarget(t)
			r.add(func(a *model.Architecture) { a.ScalingTargets = append(a.ScalingTargets, n) })
		}
	})
	_ = pages(ctx, scaling.NewDescribeScalingPoliciesPaginator(api, &scaling.DescribeScalingPoliciesInput{ServiceNamespace: types.ServiceNamespaceEcs}), func(out *scaling.DescribeScalingPoliciesOutput) {
		for _, p := range out.ScalingPolicies {
			n := r.scalingPolicy(p)
			r.add(func(a *model.Architecture) { a.ScalingPolicies = append(a.ScalingPolicies, n) })
		}
	})
}

func (r *region) scalingTarget(t types.ScalableTarget) model.ScalingTarget {
	// Old targets have no ARN; service and dimension name one.
	id := aws.ToString(t.ScalableTargetARN)
	if id == "" {
		id = r.arn("application-autoscaling", "scalable-target/"+aws.ToString(t.ResourceId)+"/"+string(t.ScalableDimension))
	}
	return model.ScalingTarget{
		Resource:   r.resource("aws_appautoscaling_target", id, t.ResourceId, model.Value[map[string]string]{}),
		ResourceID: value(t.ResourceId), Service: value(t.ResourceId), Dimension: text(t.ScalableDimension),
		MinCapacity: number(t.MinCapacity), MaxCapacity: number(t.MaxCapacity),
	}
}

func (r *region) scalingPolicy(p types.ScalingPolicy) model.ScalingPolicy {
	n := model.ScalingPolicy{
		Resource:   r.resource("aws_appautoscaling_policy", aws.ToString(p.PolicyARN), p.PolicyName, model.Value[map[string]string]{}),
		ResourceID: value(p.ResourceId), Service: value(p.ResourceId), Dimension: text(p.ScalableDimension), PolicyType: text(p.PolicyType),
	}
	if c := p.TargetTrackingScalingPolicyConfiguration; c != nil {
		n.Metric, n.TargetValue, n.DisableScaleIn = model.Known(""), value(c.TargetValue), model.Known(aws.ToBool(c.DisableScaleIn))
		if c.PredefinedMetricSpecification != nil {
			n.Metric = text(c.PredefinedMetricSpecification.PredefinedMetricType)
		}
	}
	if c := p.StepScalingPolicyConfiguration; c != nil {
		n.AdjustmentType, n.Adjustments = text(c.AdjustmentType), model.Whole[int]()
		offset := math.Inf(1)
		for _, s := range c.StepAdjustments {
			n.Adjustments = n.Adjustments.With(int(aws.ToInt32(s.ScalingAdjustment)))
			offset = math.Min(offset, nearest(s))
		}
		if !math.IsInf(offset, 0) {
			n.StepOffset = model.Known(offset)
		}
	}
	return n
}

// nearest is how far from the alarm's threshold a step begins: 0 for a step that touches it.
func nearest(s types.StepAdjustment) float64 {
	switch {
	case s.MetricIntervalLowerBound != nil && *s.MetricIntervalLowerBound > 0:
		return *s.MetricIntervalLowerBound
	case s.MetricIntervalUpperBound != nil && *s.MetricIntervalUpperBound < 0:
		return -*s.MetricIntervalUpperBound
	}
	return 0
}

// linkServices turns "service/cluster/name" into the service's ARN, and a container's secret
// without the suffix that Secrets Manager appends into the secret's.
func (r *region) linkServices() {
	services := map[string]string{}
	for _, s := range r.a.Services {
		services["service/"+s.ClusterName.Or("")+"/"+s.Name.Or("")] = s.ID
	}
	for i := range r.a.ScalingTargets {
		if id, ok := services[r.a.ScalingTargets[i].ResourceID.Or("")]; ok {
			r.a.ScalingTargets[i].Service = model.Known(id)
		}
	}
	for i := range r.a.ScalingPolicies {
		if id, ok := services[r.a.ScalingPolicies[i].ResourceID.Or("")]; ok {
			r.a.ScalingPolicies[i].Service = model.Known(id)
		}
	}
	r.linkSecrets()
}

func (r *region) linkSecrets() {
	whole := map[string]string{}
	for _, s := range r.a.Secrets {
		whole[s.ID] = s.ID
		if cut := strings.LastIndex(s.ID, "-"); cut > 0 {
			whole[s.ID[:cut]] = s.ID
		}
	}
	for i := range r.a.TaskDefinitions {
		t := &r.a.TaskDefinitions[i]
		for _, c := range t.Containers.Items() {
			for j, s := range c.Secrets.Items() {
				if id, ok := whole[s.Source.Or("")]; ok && id != s.Source.Or("") {
					c.Secrets.Items()[j].Source = model.Known(id)
					t.Refers = t.Refers.With(id)
				}
			}
		}
	}
}
