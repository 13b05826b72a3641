package plan

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// actions reads the default_action or action blocks of a listener or listener rule.
func (c *collector) actions(in *instance, name string, at form.Place) model.List[model.Action] {
	n, s := in.count(name)
	if s != isKnown {
		return model.Part[model.Action](model.Why{Reason: model.KnownAfterApply})
	}
	list := model.Whole[model.Action]()
	for i := range n {
		list = list.With(at.Put(c.action(in, name+"."+strconv.Itoa(i)+".")))
	}
	return list
}

func (c *collector) action(in *instance, prefix string) model.Action {
	a := model.Action{
		Type:             in.str(prefix + "type"),
		Origin:           in.address,
		TargetGroups:     model.Whole[string](),
		Idle:             model.Whole[string](),
		RedirectProtocol: model.Known(""),
		RedirectHost:     model.Known(""),
		RedirectPort:     model.Known(""),
	}
	if a.Type.Or("redirect") == "redirect" {
		a.RedirectProtocol = in.str(prefix+"redirect.0.protocol", "#{protocol}")
		a.RedirectHost = in.str(prefix+"redirect.0.host", "#{host}")
		a.RedirectPort = in.str(prefix+"redirect.0.port", "#{port}")
	}
	if a.Type.Or("forward") != "forward" {
		return a
	}
	switch n, s := in.count(prefix + "forward"); {
	case s == isKnown && n > 0:
		return c.weightedForward(in, prefix, a)
	case s.isHidden() || s == isUnknown && in.expression(prefix+"forward").kind != unset:
		why := model.Why{Reason: model.KnownAfterApply, Detail: "where " + in.address + " forwards to"}
		a.TargetGroups, a.Idle = a.TargetGroups.Broken(why), a.Idle.Broken(why)
		return a
	}
	a.TargetGroups = asList(c.ref(in, []string{"aws_lb_target_group"}, prefix+"target_group_arn", ""))
	return a
}

// weightedForward reads the target groups of a forward with their weights; one that is not said is 1.
func (c *collector) weightedForward(in *instance, prefix string, a model.Action) model.Action {
	path := prefix + "forward.0.target_group"
	n, s := in.count(path)
	if s.isOpen() {
		why := model.Why{Reason: model.KnownAfterApply, Detail: "where " + in.address + " forwards to"}
		a.TargetGroups, a.Idle = a.TargetGroups.Broken(why), a.Idle.Broken(why)
	}
	for i := range n {
		a.TargetGroups = addRef(a.TargetGroups, c.targetGroupOf(in, path, i))
	}
	a.Idle = model.Union(a.Idle, c.idle(in, path, n))
	return a
}

func (c *collector) targetGroupOf(in *instance, path string, i int) model.Value[string] {
	return c.ref(in, []string{"aws_lb_target_group"}, path+"."+strconv.Itoa(i)+".arn")
}

// idle are the target groups of a forward that have weight 0; one that is not said is 1. They are
// a set: without the source nothing but the weight tells which of its blocks became which of its
// members, so that of some members those of the blocks that write this weight are meant.
func (c *collector) idle(in *instance, path string, n int) model.List[string] {
	list, members, blocks := model.Whole[string](), model.Whole[string](), model.Whole[string]()
	without, written, told := 0, 0, true
	for i := range n {
		step := path + "." + strconv.Itoa(i) + "."
		weight, ok := in.integer(step+"weight", 1).Get()
		if !ok {
			return list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a weight of " + in.address})
		}
		group := c.targetGroupOf(in, path, i)
		if weight == 0 {
			without, members = without+1, addRef(members, group)
		}
		if writes(in, step+"weight", 0) {
			written, blocks = written+1, addRef(blocks, group)
		}
		_, s := in.at(step + "arn")
		_, evaluated := c.evaluate(in, step+"arn")
		told = told && (s == isKnown || evaluated)
	}
	switch {
	case without == 0:
		return list
	case told || without == n:
		return members
	case without == written:
		return blocks
	}
	return list.Broken(
		model.Why{Reason: model.UnresolvedReference, Detail: "which target group of " + in.address + " has weight 0"},
	)
}

// writes reports whether the author wrote a constant number for an attribute.
func writes(in *instance, path string, number int) bool {
	e := in.expression(path)
	if e.kind != constant {
		return false
	}
	n, ok := toInt(e.value)
	return ok && n == number
}

// placeOf is that of a listener rule's actions.
func placeOf(in *instance) form.Place {
	n, s := in.count("condition")
	open := s != isKnown
	var conditions []request.Condition
	for i := range n {
		c, known := conditionOf(in, "condition."+strconv.Itoa(i)+".")
		if open = open || !known; known {
			conditions = append(conditions, c)
		}
	}
	at := form.PlaceOf(in.integer("priority"), conditions)
	if !open {
		return at
	}
	why := model.Why{Reason: model.KnownAfterApply, Detail: "the conditions of " + in.address}
	at.Paths, at.Only = at.Paths.Broken(why), request.Condition{}
	if at.MatchesAll.Or(false) {
		at.MatchesAll = model.Unknown[bool](why)
	}
	return at
}

// conditionOf reads one condition, of whichever field it is. Of values that are not all known it
// is known where the others match everything.
func conditionOf(in *instance, prefix string) (c request.Condition, known bool) {
	for _, field := range []string{"host_header", "path_pattern", "http_header", "source_ip", "query_string", "http_request_method"} {
		n, s := in.count(prefix + field)
		if !s.isHidden() && s != isUnknown && n == 0 {
			continue
		}
		values, name := in.strs(prefix+field+".0.values", nil), in.str(prefix+field+".0.http_header_name", "")
		regexes := in.strs(prefix+field+".0.regex_values", nil)
		c = request.Condition{
			Field:   strings.ReplaceAll(field, "_", "-"),
			Values:  values.Items(),
			Regexes: regexes.Items(),
		}
		if strings.EqualFold(name.Or(""), "host") {
			c.Field = request.Host
		}
		return c, name.IsKnown() && (c.MatchesAll() || values.IsWhole() && regexes.IsWhole() && s == isKnown)
	}
	return c, false
}
