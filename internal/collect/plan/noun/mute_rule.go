package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// muteRule holds back the actions of the alarms that it names, at times of its own.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html
func muteRule(c *collector, in *read.Instance) {
	n, s := in.Count("mute_targets")
	names := c.Refs(
		in,
		[]string{"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"},
		"mute_targets.0.alarm_names",
		nil,
	)
	if s == read.Known && n == 0 || s == read.Null {
		return
	}
	named := func(r *model.Resource) bool {
		return !names.IsWhole() || slices.Contains(names.Items(), r.ID) ||
			slices.Contains(names.Items(), r.Name.Or("")) ||
			!r.Name.IsKnown()
	}
	for _, a := range c.alarms.order {
		a.ActionsEnabled = form.Heard(a.ActionsEnabled, named(&a.Resource))
	}
	for _, a := range c.compositeAlarms.order {
		a.ActionsEnabled = form.Heard(a.ActionsEnabled, named(&a.Resource))
	}
}
