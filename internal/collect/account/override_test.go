package account

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/budgets"
	"github.com/aws/aws-sdk-go-v2/service/budgets/types"
	cloudwatch "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// TestSuspendedState: what a target suspends, and what AWS does not say.
func TestSuspendedState(t *testing.T) {
	r := testRegion()
	n := r.scalingTarget(
		scaling.ScalableTarget{ResourceId: aws.String("service/c/s"), SuspendedState: &scaling.SuspendedState{
			DynamicScalingInSuspended:  aws.Bool(false),
			DynamicScalingOutSuspended: aws.Bool(true),
			ScheduledScalingSuspended:  aws.Bool(false),
		}},
	)
	if n.InSuspended.Or(true) || !n.OutSuspended.Or(false) || n.ScheduledSuspended.Or(true) {
		t.Errorf("%+v", n)
	}
	if bare := r.scalingTarget(
		scaling.ScalableTarget{ResourceId: aws.String("service/c/s")},
	); bare.OutSuspended.IsKnown() {
		t.Error("what DescribeScalableTargets leaves out is known")
	}
}

// TestScheduledActions: bounds that an action leaves alone, and one that is over.
func TestScheduledActions(t *testing.T) {
	r := testRegion()
	action := scaling.ScheduledAction{
		ScheduledActionARN:   aws.String("arn:aws:autoscaling:eu-west-1:123456789012:scheduledAction:x"),
		ResourceId:           aws.String("service/c/s"),
		ScalableDimension:    scaling.ScalableDimensionECSServiceDesiredCount,
		Schedule:             aws.String("cron(0 8 ? * FRI *)"),
		ScalableTargetAction: &scaling.ScalableTargetAction{MaxCapacity: aws.Int32(50)},
	}
	if n := r.scheduledAction(action); n.MinCapacity.Or(0) != -1 || n.MaxCapacity.Or(0) != 50 || n.Over.Or(true) {
		t.Errorf("%+v", n)
	}
	action.EndTime = aws.Time(r.Now().Add(-time.Hour))
	if n := r.scheduledAction(action); !n.Over.Or(false) {
		t.Error("an action whose end is past is not over")
	}
	action.EndTime = nil
	action.Schedule = aws.String("at(2030-01-02T01:00:00)")
	action.Timezone = aws.String("Asia/Tokyo")
	if n := r.scheduledAction(action); n.Over.IsKnown() {
		t.Error("without knowing the time zone's offset it is decided")
	}
}

// TestAlarmSignals: one metric and the query of one are the same, metric math is not.
func TestAlarmSignals(t *testing.T) {
	dimensions := []cloudwatch.Dimension{{Name: aws.String("ServiceName"), Value: aws.String("s")}}
	metric := &cloudwatch.Metric{
		Namespace:  aws.String("AWS/ECS"),
		MetricName: aws.String("CPUUtilization"),
		Dimensions: dimensions,
	}
	query := func(id string, returned *bool) cloudwatch.MetricDataQuery {
		return cloudwatch.MetricDataQuery{
			Id:         aws.String(id),
			ReturnData: returned,
			MetricStat: &cloudwatch.MetricStat{Metric: metric, Stat: aws.String("Average")},
		}
	}
	half := cloudwatch.MetricDataQuery{Id: aws.String("e"), Expression: aws.String("m / 2")}
	foreign := query("m", nil)
	foreign.AccountId = aws.String("999999999999")
	for _, c := range []struct {
		name             string
		alarm            cloudwatch.MetricAlarm
		plain            bool
		statistic, owner string
	}{
		{"written out", cloudwatch.MetricAlarm{Namespace: metric.Namespace, MetricName: metric.MetricName, Dimensions: dimensions, Statistic: cloudwatch.StatisticAverage}, true, "Average", ""},
		{"an extended statistic", cloudwatch.MetricAlarm{Namespace: metric.Namespace, MetricName: metric.MetricName, ExtendedStatistic: aws.String("p99")}, true, "p99", ""},
		{"one query", cloudwatch.MetricAlarm{Metrics: []cloudwatch.MetricDataQuery{query("m", nil)}}, true, "Average", ""},
		{"another account's", cloudwatch.MetricAlarm{Metrics: []cloudwatch.MetricDataQuery{foreign}}, true, "Average", "999999999999"},
		{"metric math", cloudwatch.MetricAlarm{Metrics: []cloudwatch.MetricDataQuery{half, query("m", aws.Bool(false))}}, false, "", ""},
		{"a band", cloudwatch.MetricAlarm{Metrics: []cloudwatch.MetricDataQuery{query("m", nil)}, ThresholdMetricId: aws.String("b")}, false, "", ""},
	} {
		signal := alarmSignal(c.alarm)
		m, why := signal.Plain()
		if why != nil || (m != nil) != c.plain || len(signal.Metrics.Items()) != 1 {
			t.Errorf("%s: %v, %v", c.name, m, why)
		} else if m != nil && (m.Statistic.Or("") != c.statistic || m.Owner.Or("?") != c.owner) {
			t.Errorf("%s: %v of %v", c.name, m.Statistic, m.Owner)
		}
	}
}

// TestCompositeAlarms: whom they speak for, unless their rule cannot be read.
func TestCompositeAlarms(t *testing.T) {
	r := testRegion()
	n := r.compositeAlarm(
		cloudwatch.CompositeAlarm{
			AlarmArn:       aws.String("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:c"),
			ActionsEnabled: aws.Bool(true),
			AlarmRule: aws.String(
				`ALARM("a") AND NOT ALARM(b)`,
			),
			AlarmActions: []string{"arn:aws:sns:eu-west-1:123456789012:alarms"},
		},
	)
	if !slices.Equal(n.Heralds.Items(), []string{"a"}) || !n.Heralds.IsWhole() || !n.ActionsEnabled.Or(false) ||
		len(n.AlarmActions.Items()) != 1 {
		t.Errorf("%+v", n)
	}
	if n := r.compositeAlarm(cloudwatch.CompositeAlarm{AlarmRule: aws.String("WHENEVER(a)")}); n.Heralds.IsWhole() {
		t.Error("a rule that cannot be read is whole")
	}
}

// TestCustomizedMetrics: target tracking of a metric written out, directly or as metric math.
func TestCustomizedMetrics(t *testing.T) {
	direct := customizedSignal(
		&scaling.CustomizedMetricSpecification{
			Namespace:  aws.String("AWS/ECS"),
			MetricName: aws.String("CPUUtilization"),
			Statistic:  scaling.MetricStatisticAverage,
			Dimensions: []scaling.MetricDimension{{Name: aws.String("ServiceName"), Value: aws.String("s")}},
		},
	)
	math := customizedSignal(
		&scaling.CustomizedMetricSpecification{Metrics: []scaling.TargetTrackingMetricDataQuery{
			{
				Id: aws.String("m"),
				MetricStat: &scaling.TargetTrackingMetricStat{
					Stat: aws.String("Average"),
					Metric: &scaling.TargetTrackingMetric{
						Namespace:  aws.String("AWS/ECS"),
						MetricName: aws.String("CPUUtilization"),
						Dimensions: []scaling.TargetTrackingMetricDimension{
							{Name: aws.String("ServiceName"), Value: aws.String("s")},
						},
					},
				},
			},
		}},
	)
	for _, signal := range []model.Signal{direct, math} {
		m, _ := signal.Plain()
		if m == nil || m.Namespace.Or("") != "AWS/ECS" || m.Statistic.Or("") != "Average" ||
			len(m.Dimensions.Items()) != 1 {
			t.Errorf("%+v", m)
		}
	}
}

// told answers who is notified of a budget.
type told struct {
	budgetAPI
	err error
}

func (a told) DescribeNotificationsForBudget(
	context.Context,
	*budgets.DescribeNotificationsForBudgetInput,
	...func(*budgets.Options),
) (*budgets.DescribeNotificationsForBudgetOutput, error) {
	return &budgets.DescribeNotificationsForBudgetOutput{
		Notifications: []types.Notification{{ComparisonOperator: types.ComparisonOperatorGreaterThan, Threshold: 80}},
	}, nil
}

func (a told) DescribeSubscribersForNotification(
	context.Context,
	*budgets.DescribeSubscribersForNotificationInput,
	...func(*budgets.Options),
) (*budgets.DescribeSubscribersForNotificationOutput, error) {
	return &budgets.DescribeSubscribersForNotificationOutput{
		Subscribers: []types.Subscriber{
			{SubscriptionType: types.SubscriptionTypeEmail, Address: aws.String("someone@example.com")},
			{
				SubscriptionType: types.SubscriptionTypeSns,
				Address:          aws.String("arn:aws:sns:eu-west-1:123456789012:alarms"),
			},
		},
	}, a.err
}

// TestBudgets: what AWS says of a budget that plans say in another form.
func TestBudgets(t *testing.T) {
	r := testRegion()
	n := r.budget(
		types.Budget{
			BudgetName:  aws.String("b"),
			BudgetLimit: &types.Spend{Amount: aws.String("100"), Unit: aws.String("USD")},
			PlannedBudgetLimits: map[string]types.Spend{
				"1": {Amount: aws.String("4000"), Unit: aws.String("USD")},
				"2": {Amount: aws.String("50"), Unit: aws.String("USD")},
			},
			AutoAdjustData: &types.AutoAdjustData{},
			TimePeriod: &types.TimePeriod{
				Start: aws.Time(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)),
				End:   aws.Time(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)),
			},
			FilterExpression: &types.Expression{And: []types.Expression{
				{
					Dimensions: &types.ExpressionDimensionValues{
						Key:    types.DimensionService,
						Values: []string{"Amazon Simple Storage Service"},
					},
				},
				{
					Not: &types.Expression{
						Dimensions: &types.ExpressionDimensionValues{
							Key:    types.DimensionRecordType,
							Values: []string{"Credit"},
						},
					},
				},
			}},
		},
	)
	left := leftOut(&types.CostTypes{IncludeRecurring: aws.Bool(false), IncludeTax: aws.Bool(false)})
	if n.Limit.Or(0) != 4000 || !n.AdjustsItself.Or(false) || n.Running.Or(true) ||
		!slices.Equal(left.Items(), []string{"include_recurring"}) {
		t.Errorf("%+v", n)
	}
	filters := n.Filters.Items()
	if len(filters) != 2 || filters[0].Key.Or("") != "SERVICE" || filters[1].Key.Or("") != "RECORDTYPE" ||
		!filters[1].Excluded.Or(false) {
		t.Errorf("%+v", filters)
	}
	whom := r.notifications(context.Background(), told{}, aws.String("b")).Items()[0]
	if !slices.Equal(whom.Subscribers.Items(), []string{"email", "arn:aws:sns:eu-west-1:123456789012:alarms"}) ||
		whom.ThresholdType.Or("") != "PERCENTAGE" {
		t.Errorf("%+v", whom)
	}
	if r.notifications(context.Background(), told{err: errors.New("no")}, aws.String("b")).Items()[0].Subscribers.IsWhole() {
		t.Error("subscribers that were not read are whole")
	}
}
