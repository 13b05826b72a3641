package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func compositeAlarm(c *collector, in *instance) {
	n, s := in.count("actions_suppressor")
	suppressed := n > 0 || s.isOpen()
	c.compositeAlarms.add(in.address, model.CompositeAlarm{
		Resource:       c.base(in, "alarm_name"),
		Heralds:        c.heralds(in),
		ActionsEnabled: form.Heard(in.boolean("actions_enabled", true), suppressed),
		AlarmActions:   c.refs(in, []string{"aws_sns_topic"}, "alarm_actions", nil),
	})
}

// heralds are the alarms of the rule. One that holds what is known after apply is read from the
// source; without it, the alarms that it refers to may be in it, or under a NOT.
func (c *collector) heralds(in *instance) model.List[string] {
	rule := in.str("alarm_rule")
	text, known := rule.Get()
	if !known {
		text, known = c.writtenText(in, "alarm_rule")
	}
	if !known {
		why := rule.Why()
		why.Candidates = c.refs(
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
		before, _, after, isPlaceholder := c.placeholder(name)
		in := c.placeholderInstance(name, alarmHandle())
		switch {
		case !isPlaceholder:
			list = list.With(name)
		case in == nil || before+after != "":
			list = list.Broken(model.Why{Reason: model.KnownAfterApply})
		default:
			list = list.With(in.address)
		}
	}
	return list
}
