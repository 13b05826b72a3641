package form

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// Publisher is who publishes what alarms say.
const Publisher = "cloudwatch.amazonaws.com"

// HearsAlarms reports whether a topic's policy lets CloudWatch publish what alarms of its account and region say, and
// the patterns of their names where it is for some alarms alone. The default policy does, one of one's own only if it
// names CloudWatch or everybody.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
func HearsAlarms(policy model.List[model.Statement], home Home) (hears model.Value[bool], names model.List[string]) {
	names = model.Whole[string]()
	if lets(policy, "sns:publish", home, model.Whole[string]()).Or(false) {
		return model.Known(true), names
	}
	for _, s := range policy.Items() {
		for _, c := range s.Conditions.Items() {
			if isSourceARN(c) && s.Effect.Or("") == "Allow" {
				names = names.With(home.alarmNames(c)...)
			}
		}
	}
	if hears = lets(policy, "sns:publish", home, names); !hears.Or(false) {
		names = model.Whole[string]()
	}
	return hears, names
}

// lets reports whether a policy lets CloudWatch do something for alarms of some names, or for all where there are none:
// a statement allows it, and none denies it.
func lets(policy model.List[model.Statement], action string, home Home, names model.List[string]) model.Value[bool] {
	means := func(effect string, ofAlarms func(model.Condition) model.Value[bool]) model.Value[bool] {
		return some(policy, func(s model.Statement) model.Value[bool] {
			return model.Every(
				model.Is(s.Effect, effect),
				isPublisher(s),
				about(s, action),
				anyResource(s, action),
				every(s.Conditions, ofAlarms),
			)
		})
	}
	allows := means("Allow", func(c model.Condition) model.Value[bool] {
		if isSourceARN(c) &&
			slices.ContainsFunc(home.alarmNames(c), func(n string) bool { return slices.Contains(names.Items(), n) }) {
			return model.Known(true)
		}
		return home.meets(c)
	})
	return model.Every(allows, model.Not(means("Deny", home.meets)))
}

// every is whether all conditions are met.
func every(conditions model.List[model.Condition], met func(model.Condition) model.Value[bool]) model.Value[bool] {
	all := []model.Value[bool]{model.Known(true)}
	if !conditions.IsWhole() {
		all = append(all, model.Unknown[bool](conditions.Why()))
	}
	for _, c := range conditions.Items() {
		all = append(all, met(c))
	}
	return model.Every(all...)
}
