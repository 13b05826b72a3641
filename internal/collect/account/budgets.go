package account

import (
	"context"
	"strconv"

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
	_ = pages(ctx, budgets.NewDescribeBudgetsPaginator(api, in), func(out *budgets.DescribeBudgetsOutput) { found = append(found, out.Budgets...) })
	follow(ctx, found, func(ctx context.Context, b types.Budget) {
		n := r.budget(b)
		n.Notifications = r.notifications(ctx, api, b.BudgetName)
		r.add(func(a *model.Architecture) { a.Budgets = append(a.Budgets, n) })
	})
}

func (r *region) budget(b types.Budget) model.Budget {
	id := "arn:" + r.session.partition + ":budgets::" + r.session.id + ":budget/" + aws.ToString(b.BudgetName)
	n := model.Budget{Resource: r.resource("aws_budgets_budget", id, b.BudgetName, model.Value[map[string]string]{}), BudgetType: text(b.BudgetType), TimeUnit: text(b.TimeUnit)}
	n.Region = model.Known("")
	if b.BudgetLimit != nil {
		n.LimitUnit = value(b.BudgetLimit.Unit)
		if limit, err := strconv.ParseFloat(aws.ToString(b.BudgetLimit.Amount), 64); err == nil {
			n.Limit = model.Known(limit)
		}
	}
	return n
}

// notifications counts those that reach anyone.
func (r *region) notifications(ctx context.Context, api budgetAPI, name *string) model.Value[int] {
	var all []types.Notification
	in := &budgets.DescribeNotificationsForBudgetInput{AccountId: aws.String(r.session.id), BudgetName: name}
	err := pages(ctx, budgets.NewDescribeNotificationsForBudgetPaginator(api, in), func(out *budgets.DescribeNotificationsForBudgetOutput) {
		all = append(all, out.Notifications...)
	})
	if err != nil {
		return model.Unknown[int](whyNot("Budgets", "DescribeNotificationsForBudget", err))
	}
	reached, ctx := 0, after(ctx)
	for _, notification := range all {
		subscribers := 0
		in := &budgets.DescribeSubscribersForNotificationInput{AccountId: aws.String(r.session.id), BudgetName: name, Notification: &notification}
		err := pages(ctx, budgets.NewDescribeSubscribersForNotificationPaginator(api, in), func(out *budgets.DescribeSubscribersForNotificationOutput) { subscribers += len(out.Subscribers) })
		if err != nil {
			return model.Unknown[int](whyNot("Budgets", "DescribeSubscribersForNotification", err))
		}
		if subscribers > 0 {
			reached++
		}
	}
	return model.Known(reached)
}
