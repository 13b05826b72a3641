package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

func compositeAlarm(c *collector, in *read.Instance) {
	n, s := in.Count("actions_suppressor")
	suppressed := n > 0 || s.IsOpen()
	c.compositeAlarms.add(in.Address, model.CompositeAlarm{
		Resource:       c.base(in, "alarm_name"),
		Heralds:        c.heralds(in),
		ActionsEnabled: form.Heard(in.Boolean("actions_enabled", true), suppressed),
		AlarmActions:   c.Refs(in, []string{"aws_sns_topic"}, "alarm_actions", nil),
	})
}

// heralds are the alarms of the rule. One that holds what is known after apply is read from the
// source; without it, the alarms that it refers to may be in it, or under a NOT.
func (c *collector) heralds(in *read.Instance) model.List[string] {
	rule := in.Text("alarm_rule")
	text, known := rule.Get()
	if !known {
		text, known = c.WrittenText(in, "alarm_rule")
	}
	if !known {
		why := rule.Why()
		why.Candidates = c.Refs(
			in,
			[]string{"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"},
			"alarm_rule",
		).Items()
		return model.Part[string](why)
	}
	names, ok := form.Heralds(text)
	if !ok {
		return model.Part[string](model.Why{Reason: model.Unsupported, Detail: "its rule cannot be read"})
	}
	list := model.Whole[string]()
	for _, name := range names {
		before, _, after, isPlaceholder := c.Placeholder(name)
		in := c.PlaceholderInstance(name, resolve.AlarmHandle())
		switch {
		case !isPlaceholder:
			list = list.With(name)
		case in == nil || before+after != "":
			list = list.Broken(model.Why{Reason: model.KnownAfterApply})
		default:
			list = list.With(in.Address)
		}
	}
	return list
}
