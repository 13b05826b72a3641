package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
)

// resizes are what sets the sizes of Auto Scaling groups beside their own bounds.
type resizes struct {
	scheduled schedules
	foreseen  forecasts
}

func readResizes(ctx context.Context, r *region, api groupAPI) (all resizes) {
	together(
		ctx,
		r,
		func(ctx context.Context, _ *region) { all.scheduled = readSchedules(ctx, api) },
		func(ctx context.Context, _ *region) { all.foreseen = readForecasts(ctx, api) },
	)
	return all
}

// schedules are the scheduled actions of Auto Scaling groups by the group's name, or why they were not read.
type schedules struct {
	of  map[string][]types.ScheduledUpdateGroupAction
	why *model.Why
}

// readSchedules asks for the scheduled actions of all groups. AWS lists none that is over.
func readSchedules(ctx context.Context, api autoscaling.DescribeScheduledActionsAPIClient) schedules {
	all := schedules{of: map[string][]types.ScheduledUpdateGroupAction{}}
	err := pages(
		ctx,
		autoscaling.NewDescribeScheduledActionsPaginator(
			api,
			&autoscaling.DescribeScheduledActionsInput{MaxRecords: aws.Int32(100)},
		),
		func(out *autoscaling.DescribeScheduledActionsOutput) {
			for _, s := range out.ScheduledUpdateGroupActions {
				name := aws.ToString(s.AutoScalingGroupName)
				all.of[name] = append(all.of[name], s)
			}
		},
	)
	all.why = whyPart("Auto Scaling", "DescribeScheduledActions", err)
	return all
}

// resize widens the bounds of a group by what its scheduled actions set.
func (s schedules) resize(n *model.InstanceGroup) {
	if slices.Contains(n.Suspended.Items(), "ScheduledActions") {
		return
	}
	if s.why != nil {
		n.MinSize, n.MaxSize = model.Unknown[int](*s.why), model.Unknown[int](*s.why)
		return
	}
	name, _ := n.Name.Get()
	for _, action := range s.of[name] {
		form.Reschedule(n, "the scheduled action "+aws.ToString(action.ScheduledActionName), form.Sizes{
			Least:   sizeOrNone(action.MinSize),
			Most:    sizeOrNone(action.MaxSize),
			Desired: sizeOrNone(action.DesiredCapacity),
		})
	}
}

// sizeOrNone is a size that an action sets, -1 where it leaves that alone.
func sizeOrNone(size *int32) model.Value[int] {
	if size == nil {
		return model.Known(-1)
	}
	return number(size)
}
