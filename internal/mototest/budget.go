package mototest

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/budgets"
	"github.com/aws/aws-sdk-go-v2/service/budgets/types"
)

func (b *Builder) budgets() {
	for _, budget := range b.model.Budgets {
		in := &budgets.CreateBudgetInput{
			AccountId: aws.String(b.account),
			Budget: &types.Budget{
				BudgetName: str(budget.Name),
				BudgetType: types.BudgetType(budget.BudgetType.Or("")),
				TimeUnit:   types.TimeUnit(budget.TimeUnit.Or("")),
				BudgetLimit: &types.Spend{
					Amount: aws.String(strconv.FormatFloat(budget.Limit.Or(0), 'f', 0, 64)),
					Unit:   str(budget.LimitUnit),
				},
			},
		}
		for _, n := range budget.Notifications.Items() {
			in.NotificationsWithSubscribers = append(in.NotificationsWithSubscribers, b.notification(n))
		}
		done(budgets.NewFromConfig(b.cfg).CreateBudget(b.ctx, in))
	}
}

func (b *Builder) notification(n model.BudgetNotification) types.NotificationWithSubscribers {
	all := types.NotificationWithSubscribers{
		Notification: &types.Notification{
			NotificationType:   types.NotificationTypeActual,
			ComparisonOperator: types.ComparisonOperator(n.Operator.Or("")),
			Threshold:          n.Threshold.Or(0),
			ThresholdType:      types.ThresholdType(n.ThresholdType.Or("")),
		},
	}
	for _, id := range n.Subscribers.Items() {
		s := types.Subscriber{SubscriptionType: types.SubscriptionTypeEmail, Address: aws.String("someone@example.com")}
		if id != "email" {
			s = types.Subscriber{SubscriptionType: types.SubscriptionTypeSns, Address: b.id(model.Known(id))}
		}
		all.Subscribers = append(all.Subscribers, s)
	}
	return all
}
