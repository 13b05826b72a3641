package wiring_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// rule is an action in one line: its priority (0 where it is not known), whether it matches all,
// and where it forwards to.
func rule(priority int, all any, groups ...string) model.Action {
	a := model.Action{
		Type:         model.Known("forward"),
		TargetGroups: model.Whole(groups...),
		Idle:         model.Whole[string](),
		OnlyValues:   model.Whole[string](),
		OnlyRegexes:  model.Whole[string](),
		Origin:       string(rune('a' + priority%26)),
	}
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

// A rule for all names under which users find the load balancer is for every request of theirs.
func TestRulesForHosts(t *testing.T) {
	record := func(name, target string) model.Record {
		r := model.Record{
			Resource:    model.Resource{ID: name},
			RecordName:  model.Known(name),
			AliasTarget: model.Known(target),
		}
		if target == "" {
			r.AliasTarget = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
		}
		return r
	}
	for name, c := range map[string]struct {
		hosts   []string
		records []model.Record
		want    string
	}{
		"its only name":      {[]string{"Shop.example.com"}, []model.Record{record("shop.example.com", "lb")}, "no"},
		"a pattern of it":    {[]string{"*.example.com"}, []model.Record{record("shop.example.com", "lb")}, "no"},
		"one of two names":   {[]string{"a.example.com"}, []model.Record{record("a.example.com", "lb"), record("b.example.com", "lb")}, "yes"},
		"both names":         {[]string{"a.example.com", "b.example.com"}, []model.Record{record("a.example.com", "lb"), record("b.example.com", "lb")}, "no"},
		"another's name":     {[]string{"old.example.com"}, []model.Record{record("shop.example.com", "lb")}, "yes"},
		"no name":            {[]string{"shop.example.com"}, nil, "yes"},
		"what may be a name": {[]string{"shop.example.com"}, []model.Record{record("shop.example.com", "")}, "maybe"},
	} {
		ix := wiring.NewIndex(
			&model.Architecture{
				LoadBalancers: []model.LoadBalancer{{Resource: model.Resource{ID: "lb"}}},
				Records:       c.records,
			},
		)
		caught := rule(1, false)
		caught.OnlyField, caught.OnlyValues = "host-header", model.Whole(c.hosts...)
		l := model.Listener{
			LoadBalancer: model.Known("lb"),
			Actions:      model.Whole(rule(model.DefaultPriority, true, "app"), caught),
		}
		if got := inWords(ix.DeliversUsers(&l, "app")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if !wiring.Forwards(&l, "app").Or(false) {
			t.Errorf("%s: who uses another name is not forwarded", name)
		}
	}
}

// only makes a rule one that wants one thing of requests.
func only(a model.Action, field string, values ...string) model.Action {
	a.OnlyField, a.OnlyValues = field, model.Whole(values...)
	return a
}

// regex makes a rule one that compares one thing of requests with an expression.
func regex(a model.Action, expression string) model.Action {
	a = only(a, "path-pattern")
	a.OnlyRegexes = model.Whole(expression)
	return a
}

// Rules that take every request together leave none to what stands behind them.
func TestRulesThatTakeEverythingTogether(t *testing.T) {
	standard := rule(model.DefaultPriority, true, "app")
	const path, host, source = "path-pattern", "host-header", "source-ip"
	for name, c := range map[string]struct {
		actions []model.Action
		want    string
	}{
		"the slash and all behind it":      {[]model.Action{standard, only(rule(1, false), path, "/"), only(rule(2, false), path, "/?*")}, "no"},
		"the slash alone":                  {[]model.Action{standard, only(rule(1, false), path, "/")}, "yes"},
		"halves of the internet":           {[]model.Action{standard, only(rule(1, false), source, "0.0.0.0/1"), only(rule(2, false), source, "128.0.0.0/1")}, "no"},
		"one half, and another field":      {[]model.Action{standard, only(rule(1, false), source, "0.0.0.0/1"), only(rule(2, false), path, "/?*")}, "yes"},
		"one half stands behind":           {[]model.Action{only(rule(1, false), source, "0.0.0.0/1"), rule(2, false, "app"), only(rule(3, false), source, "128.0.0.0/1")}, "yes"},
		"one half perhaps stands behind":   {[]model.Action{only(rule(1, false), source, "0.0.0.0/1"), rule(2, false, "app"), only(rule(0, false), source, "128.0.0.0/1")}, "maybe"},
		"the halves are its own":           {[]model.Action{only(rule(1, false, "app"), source, "0.0.0.0/1"), only(rule(2, false, "app"), source, "128.0.0.0/1"), rule(model.DefaultPriority, true, "other")}, "yes"},
		"each host, of which nobody knows": {[]model.Action{standard, only(rule(1, false), host, "a.example.com"), only(rule(2, false), host, "b.example.com")}, "yes"},
		"the same path before it":          {[]model.Action{only(rule(1, false, "other"), path, "/api/*"), only(rule(2, false, "app"), path, "/api/v1/*")}, "no"},
		"one of its paths before it":       {[]model.Action{only(rule(1, false, "other"), path, "/api/*"), only(rule(2, false, "app"), path, "/api/v1/*", "/web/*")}, "yes"},
		"perhaps the same path before it":  {[]model.Action{only(rule(0, false, "other"), path, "/api/*"), only(rule(2, false, "app"), path, "/api/v1/*")}, "maybe"},
		"a path for one host before it":    {[]model.Action{rule(1, false, "other"), only(rule(2, false, "app"), path, "/api/v1/*")}, "yes"},
		"any path as an expression":        {[]model.Action{standard, regex(rule(1, false), "^/(.*)$")}, "maybe"},
		"some path as an expression":       {[]model.Action{standard, regex(rule(1, false), "^/(api|web)/.*$")}, "yes"},
		"an expression for its path":       {[]model.Action{regex(rule(1, false), "^/api/.*$"), only(rule(2, false, "app"), path, "/api/v1/*")}, "maybe"},
		"an expression for another path":   {[]model.Action{regex(rule(1, false), "^/web/.*$"), only(rule(2, false, "app"), path, "/api/v1/*")}, "yes"},
		"every host by two rules":          {[]model.Action{standard, only(rule(1, false), host, "a.example.com"), only(rule(2, false), host, "*")}, "no"},
	} {
		l := model.Listener{Actions: model.Whole(c.actions...)}
		if got := inWords(wiring.Forwards(&l, "app")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
