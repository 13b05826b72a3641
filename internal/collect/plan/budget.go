package plan

import (
	"strconv"
	"time"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

func budget(c *collector, in *instance) {
	b := model.Budget{
		Resource:      c.base(in, "name"),
		BudgetType:    in.str("budget_type"),
		Limit:         plannedLimit(in),
		LimitUnit:     limitUnit(in),
		TimeUnit:      in.str("time_unit"),
		AdjustsItself: in.hasBlock("auto_adjust_data"),
		Running:       c.budgetRuns(in),
		Filters:       costFilters(in),
		LeavesOut:     costTypesLeftOut(in),
		Notifications: model.Whole[model.BudgetNotification](),
	}
	b.Account = budgetOwner(in, b.Account)
	n, s := in.count("notification")
	if s.isOpen() {
		b.Notifications = b.Notifications.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.expression("notification").mentions()},
		)
	}
	for i := range n {
		at := "notification." + strconv.Itoa(i) + "."
		b.Notifications = b.Notifications.With(model.BudgetNotification{
			Operator:      in.str(at + "comparison_operator"),
			Threshold:     in.number(at + "threshold"),
			ThresholdType: in.str(at + "threshold_type"),
			Subscribers:   c.subscribers(in, at),
		})
	}
	c.budgets.add(in.address, b)
}

// budgetOwner is the account that the author names, which need not be the provider's own.
func budgetOwner(in *instance, own model.Value[string]) model.Value[string] {
	if _, s := in.at("account_id"); s == isNull || s == isUnknown && in.expression("account_id").kind == unset {
		return own
	}
	return in.str("account_id")
}

// plannedLimit is the limit, the highest of them where each month has its own.
func plannedLimit(in *instance) model.Value[float64] {
	n, s := in.count("planned_limit")
	if s.isHidden() || s == isUnknown && in.expression("planned_limit").kind != unset {
		return model.Unknown[float64](model.Why{Reason: model.KnownAfterApply})
	}
	if n == 0 {
		return in.number("limit_amount")
	}
	highest := 0.0
	for i := range n {
		amount := in.number("planned_limit." + strconv.Itoa(i) + ".amount")
		value, known := amount.Get()
		if !known {
			return amount
		}
		highest = max(highest, value)
	}
	return model.Known(highest)
}

// limitUnit is that of the limits of each month, where there are any.
func limitUnit(in *instance) model.Value[string] {
	if n, _ := in.count("planned_limit"); n > 0 {
		return in.str("planned_limit.0.unit")
	}
	return in.str("limit_unit")
}

// budgetTime is how the provider writes the ends of a budget's period.
const budgetTime = "2006-01-02_15:04"

func (c *collector) budgetRuns(in *instance) model.Value[bool] {
	// The provider begins a budget with the current period, and ends it in 2087.
	begin, end := in.str("time_period_start", ""), in.str("time_period_end", "")
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
func costTypesLeftOut(in *instance) model.List[string] {
	list := model.Whole[string]()
	if n, s := in.count("cost_types"); !s.isHidden() && s != isUnknown && n == 0 ||
		s == isUnknown && in.expression("cost_types").kind == unset {
		return list
	}
	for _, name := range []string{"include_other_subscription", "include_recurring", "include_subscription", "include_upfront"} {
		included := in.boolean("cost_types.0."+name, true)
		if is, known := included.Get(); !known {
			list = list.Broken(included.Why())
		} else if !is {
			list = list.With(name)
		}
	}
	return list
}

// costFilters are those of cost_filter blocks, of the older map, and of a filter expression.
func costFilters(in *instance) model.List[model.BudgetFilter] {
	list := model.Whole[model.BudgetFilter]()
	for _, name := range []string{"cost_filter", "cost_filters", "filter_expression", "billing_view_arn"} {
		if _, s := in.at(name); s == isSensitive ||
			s == isUnknown && (in.expression(name).kind != unset || !in.created) {
			list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.expression(name).mentions()})
		}
	}
	n, s := in.count("cost_filter")
	if s == isMisread {
		list = list.Broken(misreadWhy())
	}
	for i := range n {
		at := "cost_filter." + strconv.Itoa(i) + "."
		f := form.CostFilter("", nil, false, true)
		f.Key, f.Values = in.str(at+"name"), in.strs(at+"values")
		if key, known := f.Key.Get(); known {
			f.Key = model.Known(form.CostKey(key))
		}
		list = list.With(f)
	}
	if older, s := in.at("cost_filters"); s == isKnown {
		tree.Visit(older, func(name string, _ *fastjson.Value) {
			f := form.CostFilter(name, nil, false, true)
			if values, known := in.str("cost_filters." + name).Get(); known {
				f.Values = f.Values.With(values)
			} else {
				f.Values = f.Values.Broken(model.Why{Reason: model.KnownAfterApply})
			}
			list = list.With(f)
		})
	}
	if view := in.str("billing_view_arn", "").Or(""); view != "" {
		list = list.With(form.CostFilter("BILLING_VIEW", []string{view}, false, true))
	}
	return withExpression(in, list)
}

func withExpression(in *instance, list model.List[model.BudgetFilter]) model.List[model.BudgetFilter] {
	v, s := in.at("filter_expression")
	if s != isKnown {
		return list
	}
	if tree.HasTrue(in.marks("filter_expression")) || tree.HasTrue(descend(in.sensitive, "filter_expression")) {
		return list.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.expression("filter_expression").mentions()},
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
		if text, ok := toString(item); ok {
			all = append(all, text)
		}
	}
	return all
}

// subscribers are whom a notification tells: each address, and the topics.
func (c *collector) subscribers(in *instance, at string) model.List[string] {
	topics := model.Whole[string]()
	_, t := in.at(at + "subscriber_sns_topic_arns")
	leftOut := t == isNull || t == isUnknown && in.expression(at+"subscriber_sns_topic_arns").kind == unset
	if !leftOut {
		topics = c.refs(in, []string{"aws_sns_topic"}, at+"subscriber_sns_topic_arns")
	}
	n, s := in.count(at + "subscriber_email_addresses")
	if s.isHidden() {
		return topics.Broken(model.Why{Reason: model.Sensitive})
	}
	if s == isUnknown && in.expression(at+"subscriber_email_addresses").kind != unset {
		return topics.Broken(
			model.Why{
				Reason: model.KnownAfterApply,
				Detail: in.expression(at + "subscriber_email_addresses").mentions(),
			},
		)
	}
	for range n {
		topics = topics.With("email")
	}
	return topics
}
