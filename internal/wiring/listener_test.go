package wiring_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// rule is an action in one line: its priority (0 where it is not known), whether it matches all,
// and where it forwards to.
func rule(priority int, all any, groups ...string) model.Action {
	a := model.Action{Type: model.Known("forward"), TargetGroups: model.Whole(groups...), Idle: model.Whole[string](), Origin: string(rune('a' + priority%26))}
	if priority > 0 {
		a.Priority = model.Known(priority)
	}
	if is, known := all.(bool); known {
		a.MatchesAll = model.Known(is)
	}
	return a
}

func idle(a model.Action, groups ...string) model.Action {
	a.Idle = model.Whole(groups...)
	return a
}

// A target group gets requests where a rule or the default action forwards to it that no other
// comes before for every request.
func TestForwards(t *testing.T) {
	standard := rule(model.DefaultPriority, true, "app")
	for name, c := range map[string]struct {
		actions []model.Action
		want    string
	}{
		"the default action":       {[]model.Action{standard}, "yes"},
		"nothing":                  {nil, "no"},
		"another group":            {[]model.Action{rule(model.DefaultPriority, true, "other")}, "no"},
		"with weight 0":            {[]model.Action{idle(standard, "app")}, "no"},
		"beside one with weight 0": {[]model.Action{idle(rule(model.DefaultPriority, true, "app", "other"), "other")}, "yes"},
		"behind a rule for all":    {[]model.Action{standard, rule(1, true, "other")}, "no"},
		"behind a rule for all of unknown priority": {[]model.Action{standard, rule(0, true)}, "no"},
		"behind a rule for some":                    {[]model.Action{standard, rule(1, false, "other")}, "yes"},
		"behind a rule that may be for all":         {[]model.Action{standard, rule(1, nil, "other")}, "maybe"},
		"by a rule before the one for all":          {[]model.Action{rule(2, true), rule(1, false, "app"), standard}, "yes"},
		"by a rule behind the one for all":          {[]model.Action{rule(2, true), rule(3, false, "app"), standard}, "no"},
		"by a rule that may be behind it":           {[]model.Action{rule(2, true), rule(0, false, "app")}, "maybe"},
		"by the rule for all":                       {[]model.Action{rule(2, true, "app"), rule(model.DefaultPriority, true, "other")}, "yes"},
		"by the rule for all, with weight 0":        {[]model.Action{idle(rule(2, true, "app"), "app"), standard}, "no"},
	} {
		t.Run(name, func(t *testing.T) {
			l := model.Listener{Actions: model.Whole(c.actions...)}
			if got := inWords(wiring.Forwards(&l, "app")); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			l.Actions = l.Actions.Broken(model.Why{Reason: model.AccessDenied})
			if got := inWords(wiring.Forwards(&l, "app")); got != "maybe" {
				t.Errorf("%s where other rules were not read", got)
			}
		})
	}
	unsaid := rule(model.DefaultPriority, true, "app")
	unsaid.Idle = model.Part[string](model.Why{Reason: model.KnownAfterApply})
	if got := inWords(wiring.Forwards(&model.Listener{Actions: model.Whole(unsaid)}, "app")); got != "maybe" {
		t.Errorf("%s where the weight is not known", got)
	}
}

func inWords(v model.Value[bool]) string {
	is, known := v.Get()
	switch {
	case !known:
		return "maybe"
	case is:
		return "yes"
	}
	return "no"
}
