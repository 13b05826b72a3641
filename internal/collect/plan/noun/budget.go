package noun

import (
	"strconv"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

func budget(c *collector, in *read.Instance) {
	b := model.Budget{
		Resource:      c.base(in, "name"),
		BudgetType:    in.Text("budget_type"),
		Limit:         plannedLimit(in),
		LimitUnit:     limitUnit(in),
		TimeUnit:      in.Text("time_unit"),
		AdjustsItself: in.HasBlock("auto_adjust_data"),
		Running:       c.budgetRuns(in),
		Filters:       costFilters(in),
		LeavesOut:     costTypesLeftOut(in),
		Notifications: model.Whole[model.BudgetNotification](),
	}
	b.Account = budgetOwner(in, b.Account)
	n, s := in.Count("notification")
	if s.IsOpen() {
		b.Notifications = b.Notifications.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("notification").Mentions()},
		)
	}
	for i := range n {
		at := "notification." + strconv.Itoa(i) + "."
		b.Notifications = b.Notifications.With(model.BudgetNotification{
			Operator:      in.Text(at + "comparison_operator"),
			Threshold:     in.Number(at + "threshold"),
			ThresholdType: in.Text(at + "threshold_type"),
			Subscribers:   c.subscribers(in, at),
		})
	}
	c.budgets.add(in.Address, b)
}

// budgetOwner is the account that the author names, which need not be the provider's own.
func budgetOwner(in *read.Instance, own model.Value[string]) model.Value[string] {
	if _, s := in.At(
		"account_id",
	); s == read.Null ||
		s == read.Unknown && in.Expression("account_id").Kind == read.Unset {
		return own
	}
	return in.Text("account_id")
}

// plannedLimit is the limit, the highest of them where each month has its own.
func plannedLimit(in *read.Instance) model.Value[float64] {
	n, s := in.Count("planned_limit")
	if s.IsHidden() || s == read.Unknown && in.Expression("planned_limit").Kind != read.Unset {
		return model.Unknown[float64](model.Why{Reason: model.KnownAfterApply})
	}
	if n == 0 {
		return in.Number("limit_amount")
	}
	highest := 0.0
	for i := range n {
		amount := in.Number("planned_limit." + strconv.Itoa(i) + ".amount")
		value, known := amount.Get()
		if !known {
			return amount
		}
		highest = max(highest, value)
	}
	return model.Known(highest)
}

// limitUnit is that of the limits of each month, where there are any.
func limitUnit(in *read.Instance) model.Value[string] {
	if n, _ := in.Count("planned_limit"); n > 0 {
		return in.Text("planned_limit.0.unit")
	}
	return in.Text("limit_unit")
}

// budgetTime is how the provider writes the ends of a budget's period.
const budgetTime = "2006-01-02_15:04"

func (c *collector) budgetRuns(in *read.Instance) model.Value[bool] {
	// The provider begins a budget with the current period, and ends it in 2087.
	begin, end := in.Text("time_period_start", ""), in.Text("time_period_end", "")
	var ends [2]time.Time
	for i, v := range []model.Value[string]{begin, end} {
		text, known := v.Get()
		if !known {
			return model.Unknown[bool](v.Why())
		}
		then, err := time.Parse(budgetTime, text)
		if err != nil && text != "" {
			return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "its period is written as " + text})
		}
		ends[i] = then
	}
	made, _ := time.Parse(time.RFC3339, c.made) // without it the time is zero, which decides nothing
	if runs, decided := form.BudgetRuns(ends[0], ends[1], made); decided {
		return model.Known(runs)
	}
	return model.Unknown[bool](model.Why{Reason: model.NotRecorded, Detail: "the input does not say when it was made"})
}

// costTypesLeftOut are the cost types that the author switched off.
func costTypesLeftOut(in *read.Instance) model.List[string] {
	list := model.Whole[string]()
	if n, s := in.Count("cost_types"); !s.IsHidden() && s != read.Unknown && n == 0 ||
		s == read.Unknown && in.Expression("cost_types").Kind == read.Unset {
		return list
	}
	for _, name := range []string{"include_other_subscription", "include_recurring", "include_subscription", "include_upfront"} {
		included := in.Boolean("cost_types.0."+name, true)
		if is, known := included.Get(); !known {
			list = list.Broken(included.Why())
		} else if !is {
			list = list.With(name)
		}
	}
	return list
}

// costFilters are those of cost_filter blocks, of the older map, and of a filter expression.
func costFilters(in *read.Instance) model.List[model.BudgetFilter] {
	list := model.Whole[model.BudgetFilter]()
	for _, name := range []string{"cost_filter", "cost_filters", "filter_expression", "billing_view_arn"} {
		if _, s := in.At(name); s == read.Sensitive ||
			s == read.Unknown && (in.Expression(name).Kind != read.Unset || !in.Created) {
			list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(name).Mentions()})
		}
	}
	n, s := in.Count("cost_filter")
	if s == read.Misread {
		list = list.Broken(read.MisreadWhy())
	}
	for i := range n {
		at := "cost_filter." + strconv.Itoa(i) + "."
		f := form.CostFilter("", nil, false, true)
		f.Key, f.Values = in.Text(at+"name"), in.Texts(at+"values")
		if key, known := f.Key.Get(); known {
			f.Key = model.Known(form.CostKey(key))
		}
		list = list.With(f)
	}
	if older, s := in.At("cost_filters"); s == read.Known {
		tree.Visit(older, func(name string, _ *fastjson.Value) {
			f := form.CostFilter(name, nil, false, true)
			if values, known := in.Text("cost_filters." + name).Get(); known {
				f.Values = f.Values.With(values)
			} else {
				f.Values = f.Values.Broken(model.Why{Reason: model.KnownAfterApply})
			}
			list = list.With(f)
		})
	}
	if view := in.Text("billing_view_arn", "").Or(""); view != "" {
		list = list.With(form.CostFilter("BILLING_VIEW", []string{view}, false, true))
	}
	return withExpression(in, list)
}

func withExpression(in *read.Instance, list model.List[model.BudgetFilter]) model.List[model.BudgetFilter] {
	v, s := in.At("filter_expression")
	if s != read.Known {
		return list
	}
	if tree.HasTrue(in.UnknownBelow("filter_expression")) ||
		tree.HasTrue(tree.Descend(in.Sensitive, "filter_expression")) {
		return list.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("filter_expression").Mentions()},
		)
	}
	for _, block := range v.GetArray() {
		list = list.With(form.CostFilters(costExpression(block))...)
	}
	return list
}

func costExpression(v *fastjson.Value) form.CostExpression {
	var e form.CostExpression
	for _, block := range v.GetArray("and") {
		e.And = append(e.And, costExpression(block))
	}
	for _, block := range v.GetArray("or") {
		e.Or = append(e.Or, costExpression(block))
	}
	for _, block := range v.GetArray("not") {
		inner := costExpression(block)
		e.Not = &inner
	}
	for _, one := range []struct{ block, key string }{{"dimensions", ""}, {"tags", "TAGS"}, {"cost_categories", "COST_CATEGORIES"}} {
		for _, block := range v.GetArray(one.block) {
			e.Key, e.Values, e.Match = one.key, textsIn(block, "values"), textsIn(block, "match_options")
			if one.key == "" {
				e.Key = string(block.GetStringBytes("key"))
			}
		}
	}
	return e
}

func textsIn(v *fastjson.Value, name string) []string {
	var all []string
	for _, item := range v.GetArray(name) {
		if text, ok := read.ToString(item); ok {
			all = append(all, text)
		}
	}
	return all
}

// subscribers are whom a notification tells: each address, and the topics.
func (c *collector) subscribers(in *read.Instance, at string) model.List[string] {
	topics := model.Whole[string]()
	_, t := in.At(at + "subscriber_sns_topic_arns")
	leftOut := t == read.Null || t == read.Unknown && in.Expression(at+"subscriber_sns_topic_arns").Kind == read.Unset
	if !leftOut {
		topics = c.Refs(in, []string{"aws_sns_topic"}, at+"subscriber_sns_topic_arns")
	}
	n, s := in.Count(at + "subscriber_email_addresses")
	if s.IsHidden() {
		return topics.Broken(model.Why{Reason: model.Sensitive})
	}
	if s == read.Unknown && in.Expression(at+"subscriber_email_addresses").Kind != read.Unset {
		return topics.Broken(
			model.Why{
				Reason: model.KnownAfterApply,
				Detail: in.Expression(at + "subscriber_email_addresses").Mentions(),
			},
		)
	}
	for range n {
		topics = topics.With("email")
	}
	return topics
}
