package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/budgets"
	budgettypes "github.com/aws/aws-sdk-go-v2/service/budgets/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// suspend stops scaling out.
func (c *changer) suspend() error {
	return ignore(
		scaling.NewFromConfig(c.cfg).RegisterScalableTarget(context.Background(), &scaling.RegisterScalableTargetInput{
			ServiceNamespace:  scalingtypes.ServiceNamespaceEcs,
			ResourceId:        aws.String("service/shop-prod/app"),
			ScalableDimension: scalingtypes.ScalableDimensionECSServiceDesiredCount,
			SuspendedState: &scalingtypes.SuspendedState{
				DynamicScalingOutSuspended: aws.Bool(true),
				DynamicScalingInSuspended:  aws.Bool(false),
				ScheduledScalingSuspended:  aws.Bool(false),
			},
		}),
	)
}

// schedule raises the maximum at a time.
func (c *changer) schedule(schedule string) error {
	return ignore(
		scaling.NewFromConfig(c.cfg).PutScheduledAction(context.Background(), &scaling.PutScheduledActionInput{
			ServiceNamespace:    scalingtypes.ServiceNamespaceEcs,
			ResourceId:          aws.String("service/shop-prod/app"),
			ScalableDimension:   scalingtypes.ScalableDimensionECSServiceDesiredCount,
			ScheduledActionName: aws.String("sale"),
			Schedule:            aws.String(schedule),
			ScalableTargetAction: &scalingtypes.ScalableTargetAction{
				MinCapacity: aws.Int32(20),
				MaxCapacity: aws.Int32(50),
			},
		}),
	)
}

// narrow makes the budget anew, for one service.
func (c *changer) narrow(account string) error {
	ctx, api := context.Background(), budgets.NewFromConfig(c.cfg)
	if _, err := api.DeleteBudget(
		ctx,
		&budgets.DeleteBudgetInput{AccountId: &account, BudgetName: aws.String("shop-prod")},
	); err != nil {
		return err
	}
	return ignore(
		api.CreateBudget(ctx, &budgets.CreateBudgetInput{AccountId: &account, Budget: &budgettypes.Budget{
			BudgetName:  aws.String("shop-prod"),
			BudgetType:  budgettypes.BudgetTypeCost,
			TimeUnit:    budgettypes.TimeUnitMonthly,
			BudgetLimit: &budgettypes.Spend{Amount: aws.String("400"), Unit: aws.String("USD")},
			FilterExpression: &budgettypes.Expression{
				Dimensions: &budgettypes.ExpressionDimensionValues{
					Key:    budgettypes.DimensionService,
					Values: []string{"Amazon Simple Storage Service"},
				},
			},
		}}),
	)
}

func (c *changer) logs() *s3.Client {
	return s3.NewFromConfig(c.cfg, func(o *s3.Options) { o.UsePathStyle = true })
}

// overridingChanges override what the documented attributes say, and leave these alone.
func overridingChanges() []change {
	out := alarm("cpu_out")
	return []change{
		{"scaling out is suspended", (*changer).suspend, []string{"scaling/out-cpu", "scaling/out-memory"}},
		{
			"a schedule raises the maximum",
			func(c *changer) error { return c.schedule("cron(0 8 ? * FRI *)") },
			[]string{"scaling/maximum-tasks"},
		},
		{"a schedule that is over", func(c *changer) error { return c.schedule("at(2020-01-01T08:00:00)") }, nil},
		{"an alarm on the sum", func(c *changer) error {
			return c.alarm(out, func(in *cloudwatch.PutMetricAlarmInput) { in.Statistic = cwtypes.StatisticSum })
		}, []string{"scaling/out-cpu"}},
		{"an alarm on the cluster", func(c *changer) error {
			return c.alarm(out, func(in *cloudwatch.PutMetricAlarmInput) {
				in.Dimensions = []cwtypes.Dimension{{Name: aws.String("ClusterName"), Value: aws.String("shop-prod")}}
			})
		}, []string{"scaling/out-cpu"}},
		{"an alarm on one query", func(c *changer) error {
			return c.alarm(out, func(in *cloudwatch.PutMetricAlarmInput) {
				in.Metrics = []cwtypes.MetricDataQuery{
					{Id: aws.String("m"), ReturnData: aws.Bool(true), MetricStat: &cwtypes.MetricStat{
						Stat:   aws.String("Average"),
						Period: aws.Int32(60),
						Metric: &cwtypes.Metric{
							Namespace:  in.Namespace,
							MetricName: in.MetricName,
							Dimensions: in.Dimensions,
						},
					}},
				}
				in.Namespace, in.MetricName, in.Dimensions, in.Statistic, in.Period = nil, nil, nil, "", nil
			})
		}, nil},
		{"the topic is gone", func(c *changer) error {
			return ignore(
				sns.NewFromConfig(c.cfg).DeleteTopic(
					context.Background(),
					&sns.DeleteTopicInput{TopicArn: c.id(topic)},
				),
			)
		}, []string{"monitoring/alarms-notify"}},
		{"the database is stopped", func(c *changer) error {
			return ignore(
				rds.NewFromConfig(c.cfg).StopDBInstance(
					context.Background(),
					&rds.StopDBInstanceInput{DBInstanceIdentifier: aws.String("shop-prod")},
				),
			)
		}, []string{"components/in-service"}},
		{"the log bucket's policy is gone", func(c *changer) error {
			return ignore(
				c.logs().DeleteBucketPolicy(context.Background(), &s3.DeleteBucketPolicyInput{Bucket: c.id(logBucket)}),
			)
		}, []string{"monitoring/access-logs"}},
		{"the log bucket has a key", func(c *changer) error {
			return ignore(
				c.logs().PutBucketEncryption(
					context.Background(),
					&s3.PutBucketEncryptionInput{
						Bucket: c.id(logBucket),
						ServerSideEncryptionConfiguration: &s3types.ServerSideEncryptionConfiguration{
							Rules: []s3types.ServerSideEncryptionRule{
								{
									ApplyServerSideEncryptionByDefault: &s3types.ServerSideEncryptionByDefault{
										SSEAlgorithm: s3types.ServerSideEncryptionAwsKms,
									},
								},
							},
						},
					},
				),
			)
		}, []string{"monitoring/access-logs"}},
		{
			"the budget watches one service",
			func(c *changer) error { return c.narrow(c.Account()) },
			[]string{"cost/budget-present"},
		},
	}
}
