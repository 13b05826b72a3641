package account

import (
	"cmp"
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

func readAlarms(ctx context.Context, r *region) {
	readAlarmsOf(ctx, r, cloudwatch.NewFromConfig(r.cfg()))
}

func readAlarmsOf(ctx context.Context, r *region, api cloudwatch.DescribeAlarmsAPIClient) {
	in := &cloudwatch.DescribeAlarmsInput{
		AlarmTypes: []types.AlarmType{types.AlarmTypeMetricAlarm, types.AlarmTypeCompositeAlarm},
		MaxRecords: aws.Int32(100),
	}
	_ = pages(ctx, cloudwatch.NewDescribeAlarmsPaginator(api, in), func(out *cloudwatch.DescribeAlarmsOutput) {
		for _, m := range out.MetricAlarms {
			n := r.alarm(m)
			r.add(func(a *model.Architecture) { a.Alarms = append(a.Alarms, n) })
		}
		for _, m := range out.CompositeAlarms {
			n := r.compositeAlarm(m)
			r.add(func(a *model.Architecture) { a.CompositeAlarms = append(a.CompositeAlarms, n) })
		}
	})
}

func (r *region) alarm(m types.MetricAlarm) model.Alarm {
	return model.Alarm{
		Resource: r.resource(
			"aws_cloudwatch_metric_alarm",
			aws.ToString(m.AlarmArn),
			m.AlarmName,
			model.Value[map[string]string]{},
		),
		Signal:             alarmSignal(m),
		ComparisonOperator: text(m.ComparisonOperator),
		Threshold:          real(m.Threshold),
		MissingData:        model.Known(cmp.Or(aws.ToString(m.TreatMissingData), "missing")),
		Accepted:           model.Known(true),
		ActionsEnabled:     value(m.ActionsEnabled),
		AlarmActions:       model.Whole(actionsOf(m.AlarmActions)...),
		OKActions:          model.Whole(actionsOf(m.OKActions)...),
		NoDataActions:      model.Whole(actionsOf(m.InsufficientDataActions)...),
	}
}

func (r *region) compositeAlarm(m types.CompositeAlarm) model.CompositeAlarm {
	n := model.CompositeAlarm{
		Resource: r.resource(
			"aws_cloudwatch_composite_alarm",
			aws.ToString(m.AlarmArn),
			m.AlarmName,
			model.Value[map[string]string]{},
		),
		ActionsEnabled: heard(m),
		AlarmActions:   model.Whole(actionsOf(m.AlarmActions)...),
	}
	if names, ok := form.Heralds(aws.ToString(m.AlarmRule)); ok {
		n.Heralds = model.Whole(names...)
	} else {
		n.Heralds = model.Part[string](model.Why{Reason: model.Unsupported, Detail: "its rule cannot be read"})
	}
	return n
}

// actionsOf names a scaling policy by its ARN alone: in an alarm that AWS made for one, who
// made it stands behind that.
func actionsOf(actions []string) []string {
	var all []string
	for _, action := range actions {
		policy, _, _ := strings.Cut(action, ":createdBy/")
		all = append(all, policy)
	}
	return all
}

func heard(m types.CompositeAlarm) model.Value[bool] {
	return form.Heard(value(m.ActionsEnabled), aws.ToString(m.ActionsSuppressor) != "")
}
