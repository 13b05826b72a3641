package account

import (
	"context"
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/budgets"
	"github.com/aws/aws-sdk-go-v2/service/budgets/types"
)

// budgetAPI is what is read of AWS Budgets.
type budgetAPI interface {
	budgets.DescribeBudgetsAPIClient
	budgets.DescribeNotificationsForBudgetAPIClient
	budgets.DescribeSubscribersForNotificationAPIClient
}

func readBudgets(ctx context.Context, r *region) {
	readBudgetsOf(ctx, r, budgets.NewFromConfig(r.cfg()))
}

func readBudgetsOf(ctx context.Context, r *region, api budgetAPI) {
	var found []types.Budget
	in := &budgets.DescribeBudgetsInput{AccountId: aws.String(r.session.id), MaxResults: aws.Int32(100)}
	_ = pages(
		ctx,
		budgets.NewDescribeBudgetsPaginator(api, in),
		func(out *budgets.DescribeBudgetsOutput) { found = append(found, out.Budgets...) },
	)
	follow(ctx, found, func(ctx context.Context, b types.Budget) {
		n := r.budget(b)
		n.Notifications = r.notifications(ctx, api, b.BudgetName)
		r.add(func(a *model.Architecture) { a.Budgets = append(a.Budgets, n) })
	})
}

func (r *region) budget(b types.Budget) model.Budget {
	id := "arn:" + r.session.partition + ":budgets::" + r.session.id + ":budget/" + aws.ToString(b.BudgetName)
	n := model.Budget{
		Resource:      r.resource("aws_budgets_budget", id, b.BudgetName, model.Value[map[string]string]{}),
		BudgetType:    text(b.BudgetType),
		TimeUnit:      text(b.TimeUnit),
		AdjustsItself: model.Known(b.AutoAdjustData != nil),
		Running:       r.budgetRuns(b.TimePeriod),
		Filters:       costFilters(b),
		LeavesOut:     leftOut(b.CostTypes), //nolint:staticcheck // budgets made with cost types still have them
	}
	n.Region = model.Known("")
	if b.BudgetLimit != nil {
		n.LimitUnit, n.Limit = value(b.BudgetLimit.Unit), amount(*b.BudgetLimit)
	}
	for _, planned := range b.PlannedBudgetLimits {
		n.LimitUnit = value(planned.Unit)
		if limit := amount(planned); limit.Or(0) > n.Limit.Or(0) || !limit.IsKnown() {
			n.Limit = limit
		}
	}
	return n
}

// amount is how much a limit is.
func amount(s types.Spend) model.Value[float64] {
	if limit, ok := figure.Read(aws.ToString(s.Amount)); ok {
		return model.Known(limit)
	}
	return model.Value[float64]{}
}

func (r *region) budgetRuns(p *types.TimePeriod) model.Value[bool] {
	if p == nil {
		return model.Known(true)
	}
	runs, _ := form.BudgetRuns(aws.ToTime(p.Start), aws.ToTime(p.End), r.Now())
	return model.Known(runs)
}

// leftOut are the cost types that do not count; AWS counts those that it does not return.
func leftOut(c *types.CostTypes) model.List[string] {
	list := model.Whole[string]()
	if c == nil {
		return list
	}
	for _, one := range []struct {
		name     string
		included *bool
	}{
		{"include_other_subscription", c.IncludeOtherSubscription}, {"include_recurring", c.IncludeRecurring},
		{"include_subscription", c.IncludeSubscription}, {"include_upfront", c.IncludeUpfront},
	} {
		if one.included != nil && !*one.included {
			list = list.With(one.name)
		}
	}
	return list
}

// costFilters are the conditions of the older map, sorted, and those of a filter expression.
func costFilters(b types.Budget) model.List[model.BudgetFilter] {
	list := model.Whole[model.BudgetFilter]()
	older := b.CostFilters //nolint:staticcheck // budgets that were made with cost filters still have them
	for _, key := range slices.Sorted(maps.Keys(older)) {
		list = list.With(form.CostFilter(key, older[key], false, true))
	}
	if b.FilterExpression != nil {
		list = list.With(form.CostFilters(costExpression(*b.FilterExpression))...)
	}
	if view := aws.ToString(b.BillingViewArn); view != "" {
		list = list.With(form.CostFilter("BILLING_VIEW", []string{view}, false, true))
	}
	return list
}

func costExpression(x types.Expression) form.CostExpression {
	var e form.CostExpression
	for _, one := range x.And {
		e.And = append(e.And, costExpression(one))
	}
	for _, one := range x.Or {
		e.Or = append(e.Or, costExpression(one))
	}
	if x.Not != nil {
		inner := costExpression(*x.Not)
		e.Not = &inner
	}
	match := func(options []types.MatchOption) {
		for _, o := range options {
			e.Match = append(e.Match, string(o))
		}
	}
	if d := x.Dimensions; d != nil {
		e.Key, e.Values = string(d.Key), d.Values
		match(d.MatchOptions)
	}
	if t := x.Tags; t != nil {
		e.Key, e.Values = "TAGS", t.Values
		match(t.MatchOptions)
	}
	if c := x.CostCategories; c != nil {
		e.Key, e.Values = "COST_CATEGORIES", c.Values
		match(c.MatchOptions)
	}
	return e
}

// notifications are those of a budget, each with whom it tells.
func (r *region) notifications(ctx context.Context, api budgetAPI, name *string) model.List[model.BudgetNotification] {
	var all []types.Notification
	in := &budgets.DescribeNotificationsForBudgetInput{AccountId: aws.String(r.session.id), BudgetName: name}
	err := pages(
		ctx,
		budgets.NewDescribeNotificationsForBudgetPaginator(api, in),
		func(out *budgets.DescribeNotificationsForBudgetOutput) {
			all = append(all, out.Notifications...)
		},
	)
	list := model.Whole[model.BudgetNotification]()
	if err != nil {
		list = list.Broken(whyNot("Budgets", "DescribeNotificationsForBudget", err))
	}
	ctx = after(ctx)
	for _, notification := range all {
		n := model.BudgetNotification{
			Operator:      text(notification.ComparisonOperator),
			Threshold:     real(&notification.Threshold),
			ThresholdType: model.Known(string(types.ThresholdTypePercentage)),
			Subscribers:   model.Whole[string](),
		}
		if notification.ThresholdType != "" {
			n.ThresholdType = text(notification.ThresholdType)
		}
		in := &budgets.DescribeSubscribersForNotificationInput{
			AccountId:    aws.String(r.session.id),
			BudgetName:   name,
			Notification: &notification,
		}
		err := pages(
			ctx,
			budgets.NewDescribeSubscribersForNotificationPaginator(api, in),
			func(out *budgets.DescribeSubscribersForNotificationOutput) {
				for _, s := range out.Subscribers {
					n.Subscribers = n.Subscribers.With(subscriber(s))
				}
			},
		)
		if err != nil {
			n.Subscribers = n.Subscribers.Broken(whyNot("Budgets", "DescribeSubscribersForNotification", err))
		}
		list = list.With(n)
	}
	return list
}

// subscriber is a topic by its ARN; an address stays out of the model.
func subscriber(s types.Subscriber) string {
	if s.SubscriptionType == types.SubscriptionTypeSns {
		return aws.ToString(s.Address)
	}
	return "email"
}
