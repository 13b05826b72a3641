package account

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/request"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// placeOf is that of a rule's actions.
func placeOf(rule types.Rule) form.Place {
	var conditions []request.Condition
	for _, c := range rule.Conditions {
		conditions = append(conditions, conditionOf(c))
	}
	return form.PlaceOf(integer(rule.Priority), conditions)
}

// actions reads actions in the order they are taken.
func actions(all []types.Action, origin string, at form.Place) []model.Action {
	all = slices.Clone(all)
	slices.SortStableFunc(
		all,
		func(a, b types.Action) int { return cmp.Compare(aws.ToInt32(a.Order), aws.ToInt32(b.Order)) },
	)
	out := []model.Action{}
	for _, a := range all {
		groups, idle := targetGroups(a)
		n := model.Action{Type: text(a.Type), Origin: origin,
			TargetGroups: model.Whole(groups...), Idle: model.Whole(idle...),
			RedirectProtocol: model.Known(""), RedirectHost: model.Known(""), RedirectPort: model.Known("")}
		if to := a.RedirectConfig; to != nil {
			n.RedirectProtocol = value(to.Protocol)
			n.RedirectHost = orDefault(to.Host, "#{host}")
			n.RedirectPort = value(to.Port)
		}
		out = append(out, at.Put(n))
	}
	return out
}

// orDefault is a text, or what Elastic Load Balancing takes where none is said.
func orDefault(v *string, other string) model.Value[string] {
	if v == nil {
		return model.Known(other)
	}
	return model.Known(*v)
}

// targetGroups are those an action forwards to, however they are written, and those of them with
// weight 0.
func targetGroups(a types.Action) (groups, idle []string) {
	if a.TargetGroupArn != nil {
		groups = append(groups, *a.TargetGroupArn)
	}
	if a.ForwardConfig != nil {
		for _, g := range a.ForwardConfig.TargetGroups {
			id := aws.ToString(g.TargetGroupArn)
			if groups = append(groups, id); g.Weight != nil && *g.Weight == 0 {
				idle = append(idle, id)
			}
		}
	}
	slices.Sort(groups)
	return slices.Compact(groups), idle
}

// conditionOf reads a condition, whose values stand in a structure of its field or beside it.
func conditionOf(c types.RuleCondition) request.Condition {
	f := request.Condition{Field: aws.ToString(c.Field), Values: c.Values, Regexes: c.RegexValues}
	switch {
	case c.HostHeaderConfig != nil:
		f.Values = append(f.Values, c.HostHeaderConfig.Values...)
		f.Regexes = append(f.Regexes, c.HostHeaderConfig.RegexValues...)
	case c.PathPatternConfig != nil:
		f.Values = append(f.Values, c.PathPatternConfig.Values...)
		f.Regexes = append(f.Regexes, c.PathPatternConfig.RegexValues...)
	case c.HttpHeaderConfig != nil:
		f.Values, f.Regexes = c.HttpHeaderConfig.Values, append(f.Regexes, c.HttpHeaderConfig.RegexValues...)
		if strings.EqualFold(aws.ToString(c.HttpHeaderConfig.HttpHeaderName), "host") {
			f.Field = request.Host
		}
	case c.HttpRequestMethodConfig != nil:
		f.Values = append(f.Values, c.HttpRequestMethodConfig.Values...)
	case c.SourceIpConfig != nil:
		f.Values = append(f.Values, c.SourceIpConfig.Values...)
	}
	return f
}
