package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// What an alarm watches is known by what its dimension refers to, whatever kind of component that is.
func TestWhatAnAlarmRefersTo(t *testing.T) {
	const watch = "module.app.aws_cloudwatch_metric_alarm.watch"
	for typ, dimension := range map[string]string{
		"aws_sqs_queue": "QueueName", "aws_s3_bucket": "BucketName", "aws_dynamodb_table": "TableName", "aws_lambda_function": "FunctionName",
		"aws_efs_file_system": "FileSystemId", "aws_instance": "InstanceId", "aws_autoscaling_group": "AutoScalingGroupName", "aws_db_proxy": "ProxyName",
	} {
		a := collected(
			t,
			pt.Add("module.app", typ, "watched", map[string]any{}, nil),
			pt.Add(
				"module.app",
				"aws_cloudwatch_metric_alarm",
				"watch",
				map[string]any{
					"alarm_name":  "watch",
					"metric_name": "m",
					"namespace":   "n",
					"dimensions":  map[string]any{},
				},
				nil,
			),
			pt.Computed(watch, "dimensions."+dimension),
			pt.Express(watch, "dimensions", typ+".watched.id", typ+".watched"),
		)
		for i := range a.Alarms {
			if alarm := &a.Alarms[i]; alarm.ID == watch {
				d := alarm.Metrics.Items()[0].Dimensions.Items()[0]
				if got := d.Resource.Or(""); got != "module.app."+typ+".watched" {
					t.Errorf("%s: %q, %v", typ, got, d.Resource.Why())
				}
			}
		}
	}
}
