package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
)

// actions reads the default_action or action blocks of a listener or listener rule.
func (c *collector) actions(in *read.Instance, name string, at form.Place) model.List[model.Action] {
	n, s := in.Count(name)
	if s != read.Known {
		return model.Part[model.Action](model.Why{Reason: model.KnownAfterApply})
	}
	list := model.Whole[model.Action]()
	for i := range n {
		list = list.With(at.Put(c.action(in, name+"."+strconv.Itoa(i)+".")))
	}
	return list
}

func (c *collector) action(in *read.Instance, prefix string) model.Action {
	a := model.Action{
		Type:             in.Text(prefix + "type"),
		Origin:           in.Address,
		TargetGroups:     model.Whole[string](),
		Idle:             model.Whole[string](),
		RedirectProtocol: model.Known(""),
		RedirectHost:     model.Known(""),
		RedirectPort:     model.Known(""),
	}
	if a.Type.Or("redirect") == "redirect" {
		a.RedirectProtocol = in.Text(prefix+"redirect.0.protocol", "#{protocol}")
		a.RedirectHost = in.Text(prefix+"redirect.0.host", "#{host}")
		a.RedirectPort = in.Text(prefix+"redirect.0.port", "#{port}")
	}
	if a.Type.Or("forward") != "forward" {
		return a
	}
	switch n, s := in.Count(prefix + "forward"); {
	case s == read.Known && n > 0:
		return c.weightedForward(in, prefix, a)
	case s.IsHidden() || s == read.Unknown && in.Expression(prefix+"forward").Kind != read.Unset:
		why := model.Why{Reason: model.KnownAfterApply, Detail: "where " + in.Address + " forwards to"}
		a.TargetGroups, a.Idle = a.TargetGroups.Broken(why), a.Idle.Broken(why)
		return a
	}
	a.TargetGroups = asList(c.Ref(in, []string{"aws_lb_target_group"}, prefix+"target_group_arn", ""))
	return a
}

// weightedForward reads the target groups of a forward with their weights; one that is not said is 1.
func (c *collector) weightedForward(in *read.Instance, prefix string, a model.Action) model.Action {
	path := prefix + "forward.0.target_group"
	n, s := in.Count(path)
	if s.IsOpen() {
		why := model.Why{Reason: model.KnownAfterApply, Detail: "where " + in.Address + " forwards to"}
		a.TargetGroups, a.Idle = a.TargetGroups.Broken(why), a.Idle.Broken(why)
	}
	for i := range n {
		a.TargetGroups = addRef(a.TargetGroups, c.targetGroupOf(in, path, i))
	}
	a.Idle = model.Union(a.Idle, c.idle(in, path, n))
	return a
}

func (c *collector) targetGroupOf(in *read.Instance, path string, i int) model.Value[string] {
	return c.Ref(in, []string{"aws_lb_target_group"}, path+"."+strconv.Itoa(i)+".arn")
}

// idle are the target groups of a forward that have weight 0; one that is not said is 1. They are
// a set: without the source nothing but the weight tells which of its blocks became which of its
// members, so that of some members those of the blocks that write this weight are meant.
func (c *collector) idle(in *read.Instance, path string, n int) model.List[string] {
	list, members, blocks := model.Whole[string](), model.Whole[string](), model.Whole[string]()
	without, written, told := 0, 0, true
	for i := range n {
		step := path + "." + strconv.Itoa(i) + "."
		weight, ok := in.Integer(step+"weight", 1).Get()
		if !ok {
			return list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a weight of " + in.Address})
		}
		group := c.targetGroupOf(in, path, i)
		if weight == 0 {
			without, members = without+1, addRef(members, group)
		}
		if writes(in, step+"weight", 0) {
			written, blocks = written+1, addRef(blocks, group)
		}
		_, s := in.At(step + "arn")
		_, evaluated := c.Evaluate(in, step+"arn")
		told = told && (s == read.Known || evaluated)
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
		model.Why{Reason: model.UnresolvedReference, Detail: "which target group of " + in.Address + " has weight 0"},
	)
}

// writes reports whether the author wrote a constant number for an attribute.
func writes(in *read.Instance, path string, number int) bool {
	e := in.Expression(path)
	if e.Kind != read.Constant {
		return false
	}
	n, ok := read.ToInt(e.Value)
	return ok && n == number
}

// placeOf is that of a listener rule's actions.
func placeOf(in *read.Instance) form.Place {
	n, s := in.Count("condition")
	open := s != read.Known
	var conditions []request.Condition
	for i := range n {
		c, known := conditionOf(in, "condition."+strconv.Itoa(i)+".")
		if open = open || !known; known {
			conditions = append(conditions, c)
		}
	}
	at := form.PlaceOf(in.Integer("priority"), conditions)
	if !open {
		return at
	}
	why := model.Why{Reason: model.KnownAfterApply, Detail: "the conditions of " + in.Address}
	at.Paths, at.Only = at.Paths.Broken(why), request.Condition{}
	if at.MatchesAll.Or(false) {
		at.MatchesAll = model.Unknown[bool](why)
	}
	return at
}

// conditionOf reads one condition, of whichever field it is. Of values that are not all known it
// is known where the others match everything.
func conditionOf(in *read.Instance, prefix string) (c request.Condition, known bool) {
	for _, field := range []string{"host_header", "path_pattern", "http_header", "source_ip", "query_string", "http_request_method"} {
		n, s := in.Count(prefix + field)
		if !s.IsHidden() && s != read.Unknown && n == 0 {
			continue
		}
		values, name := in.Texts(prefix+field+".0.values", nil), in.Text(prefix+field+".0.http_header_name", "")
		regexes := in.Texts(prefix+field+".0.regex_values", nil)
		c = request.Condition{
			Field:   strings.ReplaceAll(field, "_", "-"),
			Values:  values.Items(),
			Regexes: regexes.Items(),
		}
		if strings.EqualFold(name.Or(""), "host") {
			c.Field = request.Host
		}
		return c, name.IsKnown() && (c.MatchesAll() || values.IsWhole() && regexes.IsWhole() && s == read.Known)
	}
	return c, false
}
