package form

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// messageBody is the scope in which a filter looks into messages; in the other one, which is the
// default, it looks at attributes beside them.
const messageBody = "MessageBody"

// LetsAlarmsThrough reports whether the filter of a subscription, empty for none, lets through what
// CloudWatch says of an alarm: a message without attributes, that names the new state.
// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
func LetsAlarmsThrough(policy, scope model.Value[string]) model.Value[bool] {
	text, known := policy.Get()
	if !known {
		return model.Unknown[bool](policy.Why())
	}
	if text == "" {
		return model.Known(true)
	}
	filter, err := fastjson.Parse(text)
	if err != nil || filter.Type() != fastjson.TypeObject {
		return model.Unknown[bool](
			model.Why{Reason: model.Unsupported, Detail: "its filter policy is not a JSON object"},
		)
	}
	if filter.GetObject().Len() == 0 {
		return model.Known(true)
	}
	where, known := scope.Get()
	switch {
	case !known:
		return model.Unknown[bool](scope.Why())
	case where != messageBody:
		return model.Known(asksForNothing(filter))
	}
	return aboutState(filter)
}

// asksForNothing reports whether a message without any attribute meets a filter: one that
// only asks for attributes to be absent.
func asksForNothing(filter *fastjson.Value) bool {
	met := true
	filter.GetObject().Visit(func(key []byte, conditions *fastjson.Value) {
		any := false
		for _, one := range conditions.GetArray() {
			exists := one.Get("exists")
			any = any || exists != nil && exists.Type() == fastjson.TypeFalse
			any = any || string(key) == "$or" && one.Type() == fastjson.TypeObject && asksForNothing(one)
		}
		met = met && any
	})
	return met
}

// aboutState decides a filter that asks for nothing but certain states: an alarm that fires is in ALARM.
func aboutState(filter *fastjson.Value) model.Value[bool] {
	open := model.Unknown[bool](
		model.Why{
			Reason: model.Unsupported,
			Detail: "its filter policy looks into messages, and may hold back what alarms say",
		},
	)
	states := filter.Get("NewStateValue").GetArray()
	among := false
	for _, state := range states {
		if state.Type() != fastjson.TypeString {
			return open
		}
		among = among || string(state.GetStringBytes()) == "ALARM"
	}
	switch {
	case len(states) > 0 && !among:
		return model.Known(false)
	case filter.GetObject().Len() > 1 || len(states) == 0:
		return open
	}
	return model.Known(true)
}
