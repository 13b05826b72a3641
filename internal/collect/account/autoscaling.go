package account

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
)

// scalingAPI is what is read of Application Auto Scaling.
type scalingAPI interface {
	scaling.DescribeScalableTargetsAPIClient
	scaling.DescribeScalingPoliciesAPIClient
	scaling.DescribeScheduledActionsAPIClient
}

func readScaling(ctx context.Context, r *region) {
	readScalingOf(ctx, r, scaling.NewFromConfig(r.cfg()))
}

func readScalingOf(ctx context.Context, r *region, api scalingAPI) {
	for _, namespace := range scaledNamespaces() {
		r.scalingTargets(ctx, api, namespace)
		r.scheduledActions(ctx, api, namespace)
	}
	_ = pages(
		ctx,
		scaling.NewDescribeScalingPoliciesPaginator(
			api,
			&scaling.DescribeScalingPoliciesInput{ServiceNamespace: types.ServiceNamespaceEcs},
		),
		func(out *scaling.DescribeScalingPoliciesOutput) {
			for _, p := range out.ScalingPolicies {
				n := r.scalingPolicy(p)
				r.add(func(a *model.Architecture) { a.ScalingPolicies = append(a.ScalingPolicies, n) })
			}
		},
	)
}

// scaledNamespaces are the services whose counts a document can ask for, and something else sets: tasks, replicas
// of Aurora and of caches, and the capacity of tables.
func scaledNamespaces() []types.ServiceNamespace {
	return []types.ServiceNamespace{
		types.ServiceNamespaceEcs,
		types.ServiceNamespaceRds,
		types.ServiceNamespaceElasticache,
		types.ServiceNamespaceDynamodb,
	}
}

func (r *region) scalingTargets(ctx context.Context, api scalingAPI, namespace types.ServiceNamespace) {
	_ = pages(
		ctx,
		scaling.NewDescribeScalableTargetsPaginator(
			api,
			&scaling.DescribeScalableTargetsInput{ServiceNamespace: namespace},
		),
		func(out *scaling.DescribeScalableTargetsOutput) {
			for _, t := range out.ScalableTargets {
				n := r.scalingTarget(t)
				r.add(func(a *model.Architecture) { a.ScalingTargets = append(a.ScalingTargets, n) })
			}
		},
	)
}

func (r *region) scheduledActions(ctx context.Context, api scalingAPI, namespace types.ServiceNamespace) {
	_ = pages(
		ctx,
		scaling.NewDescribeScheduledActionsPaginator(
			api,
			&scaling.DescribeScheduledActionsInput{ServiceNamespace: namespace},
		),
		func(out *scaling.DescribeScheduledActionsOutput) {
			for _, s := range out.ScheduledActions {
				n := r.scheduledAction(s)
				r.add(func(a *model.Architecture) { a.ScheduledActions = append(a.ScheduledActions, n) })
			}
		},
	)
}

// scheduledAction reads what sets bounds at a time.
func (r *region) scheduledAction(s types.ScheduledAction) model.ScheduledAction {
	n := model.ScheduledAction{
		Resource: r.resource(
			"aws_appautoscaling_scheduled_action",
			aws.ToString(s.ScheduledActionARN),
			s.ScheduledActionName,
			model.Value[map[string]string]{},
		),
		ResourceID:  value(s.ResourceId),
		Service:     value(s.ResourceId),
		Dimension:   text(s.ScalableDimension),
		MinCapacity: model.Known(-1),
		MaxCapacity: model.Known(-1),
	}
	if c := s.ScalableTargetAction; c != nil {
		n.MinCapacity, n.MaxCapacity = sizeOrNone(c.MinCapacity), sizeOrNone(c.MaxCapacity)
	}
	end := ""
	if s.EndTime != nil {
		end = s.EndTime.Format(time.RFC3339)
	}
	n.Over = form.ScheduleEnded(aws.ToString(s.Schedule), aws.ToString(s.Timezone), end, r.Now())
	return n
}

func (r *region) scalingTarget(t types.ScalableTarget) model.ScalingTarget {
	// Old targets have no ARN; service and dimension name one.
	id := aws.ToString(t.ScalableTargetARN)
	if id == "" {
		id = r.arn(
			"application-autoscaling",
			"scalable-target/"+aws.ToString(t.ResourceId)+"/"+string(t.ScalableDimension),
		)
	}
	suspended := suspendedOf(t.SuspendedState)
	return model.ScalingTarget{
		Resource:   r.resource("aws_appautoscaling_target", id, t.ResourceId, model.Value[map[string]string]{}),
		ResourceID: value(t.ResourceId), Service: value(t.ResourceId), Dimension: text(t.ScalableDimension),
		MinCapacity: number(t.MinCapacity), MaxCapacity: number(t.MaxCapacity),
		InSuspended: suspended.in, OutSuspended: suspended.out, ScheduledSuspended: suspended.scheduled,
	}
}

// switches are what of a target's scaling is suspended.
type switches struct{ in, out, scheduled model.Value[bool] }

func suspendedOf(s *types.SuspendedState) switches {
	if s == nil {
		return switches{}
	}
	return switches{
		value(s.DynamicScalingInSuspended),
		value(s.DynamicScalingOutSuspended),
		value(s.ScheduledScalingSuspended),
	}
}

func (r *region) scalingPolicy(p types.ScalingPolicy) model.ScalingPolicy {
	n := model.ScalingPolicy{
		Resource: r.resource(
			"aws_appautoscaling_policy",
			aws.ToString(p.PolicyARN),
			p.PolicyName,
			model.Value[map[string]string]{},
		),
		ResourceID: value(p.ResourceId),
		Service:    value(p.ResourceId),
		Dimension:  text(p.ScalableDimension),
		PolicyType: text(p.PolicyType),
	}
	if c := p.TargetTrackingScalingPolicyConfiguration; c != nil {
		n.Metric = model.Known("")
		n.TargetValue = real(c.TargetValue)
		n.DisableScaleIn = model.Known(aws.ToBool(c.DisableScaleIn))
		if c.PredefinedMetricSpecification != nil {
			n.Metric = text(c.PredefinedMetricSpecification.PredefinedMetricType)
		} else if c.CustomizedMetricSpecification != nil {
			n.Signal = customizedSignal(c.CustomizedMetricSpecification)
		}
	}
	n.RaisesMaximum = model.Known(false)
	if c := p.PredictiveScalingPolicyConfiguration; c != nil {
		n.RaisesMaximum = model.Known(c.Mode == types.PredictiveScalingModeForecastAndScale &&
			c.MaxCapacityBreachBehavior == types.PredictiveScalingMaxCapacityBreachBehaviorIncreaseMaxCapacity)
	}
	if c := p.StepScalingPolicyConfiguration; c != nil {
		n.AdjustmentType, n.Steps = text(c.AdjustmentType), model.Whole[model.Step]()
		for _, s := range c.StepAdjustments {
			n.Steps = n.Steps.With(
				model.Step{
					Lower:      bound(s.MetricIntervalLowerBound),
					Upper:      bound(s.MetricIntervalUpperBound),
					Adjustment: number(s.ScalingAdjustment),
				},
			)
		}
	}
	return n
}

// bound is an end of a step's interval, empty where it has none.
func bound(distance *float64) model.Value[string] {
	if distance == nil {
		return model.Known("")
	}
	return model.Map(real(distance), func(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) })
}

// scaled are the ids of what scaling calls by names: "service/cluster/name", "cluster:name", "replication-group/name",
// "table/name".
func (r *region) scaled() map[string]string {
	all := map[string]string{}
	for _, s := range r.a.Services {
		all["service/"+s.ClusterName.Or("")+"/"+s.Name.Or("")] = s.ID
	}
	for _, d := range r.a.Databases {
		all["cluster:"+d.Identifier.Or("")] = d.ID
	}
	for _, k := range r.a.Caches {
		all["replication-group/"+k.Identifier.Or("")] = k.ID
	}
	for _, t := range r.a.Tables {
		all["table/"+t.Name.Or("")] = t.ID
	}
	return all
}

// linkServices turns the names of what is scaled into ids, and a container's secret without the suffix that Secrets
// Manager appends into the secret's.
func (r *region) linkServices() {
	services := r.scaled()
	for i := range r.a.ScalingTargets {
		if id, ok := services[r.a.ScalingTargets[i].ResourceID.Or("")]; ok {
			r.a.ScalingTargets[i].Service = model.Known(id)
		}
	}
	for i := range r.a.ScheduledActions {
		if id, ok := services[r.a.ScheduledActions[i].ResourceID.Or("")]; ok {
			r.a.ScheduledActions[i].Service = model.Known(id)
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
