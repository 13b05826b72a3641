package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
)

// predictive is the type of policies that act on a forecast.
const predictive = "PredictiveScaling"

// forecasts are the policies that may raise the highest size of Auto Scaling groups, by the group's name, or why they
// were not read.
type forecasts struct {
	of  map[string]string
	why *model.Why
}

// readForecasts asks for predictive scaling of all groups.
func readForecasts(ctx context.Context, api autoscaling.DescribePoliciesAPIClient) forecasts {
	all := forecasts{of: map[string]string{}}
	in := &autoscaling.DescribePoliciesInput{PolicyTypes: []string{predictive}, MaxRecords: aws.Int32(100)}
	err := pages(
		ctx,
		autoscaling.NewDescribePoliciesPaginator(api, in),
		func(out *autoscaling.DescribePoliciesOutput) {
			for _, p := range out.ScalingPolicies {
				if raisesMaximum(p) {
					all.of[aws.ToString(p.AutoScalingGroupName)] = aws.ToString(p.PolicyName)
				}
			}
		},
	)
	all.why = whyPart("Auto Scaling", "DescribePolicies", err)
	return all
}

// raisesMaximum reports whether a policy may set a group's highest size where it expects more load.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html
func raisesMaximum(p types.ScalingPolicy) bool {
	c := p.PredictiveScalingConfiguration
	return aws.ToString(p.PolicyType) == predictive && c != nil && (p.Enabled == nil || *p.Enabled) &&
		c.Mode == types.PredictiveScalingModeForecastAndScale &&
		c.MaxCapacityBreachBehavior == types.PredictiveScalingMaxCapacityBreachBehaviorIncreaseMaxCapacity
}

// resize leaves the highest size of a group open that a forecast may raise.
func (f forecasts) resize(n *model.InstanceGroup) {
	if f.why != nil {
		n.MaxSize = model.Unknown[int](*f.why)
		return
	}
	name, _ := n.Name.Get()
	if policy, is := f.of[name]; is {
		form.Reschedule(n, "the forecast of "+policy, form.Sizes{
			Least:   model.Known(-1),
			Most:    model.Unknown[int](model.Why{Reason: model.NotRecorded}),
			Desired: model.Known(-1),
		})
	}
}
