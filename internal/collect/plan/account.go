package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

func logGroup(c *collector, in *instance) {
	c.logGroups.add(in.address, model.LogGroup{
		Resource: c.base(in, "name"), RetentionDays: in.integer("retention_in_days", 0), KMSKey: c.keyRef(in, "kms_key_id"),
	})
}

func topic(c *collector, in *instance) {
	t := model.Topic{Resource: c.base(in, "name"), KMSKey: c.keyRef(in, "kms_master_key_id"), Subscriptions: model.Whole[model.Subscription]()}
	if in.data {
		t.Subscriptions = t.Subscriptions.Broken(model.Why{Reason: model.NotInSource, Detail: "a data source does not show subscriptions"})
	}
	c.topics.add(in.address, t)
}

func topicSubscription(c *collector, in *instance) {
	topics, exact := c.topics.of(c.ref(in, []string{"aws_sns_topic"}, "topic_arn"))
	s := model.Subscription{Protocol: in.str("protocol"), Origin: in.address, Confirmed: model.Known(true)}
	if pending, ok := in.boolean("pending_confirmation").Get(); ok && !in.created {
		s.Confirmed = model.Known(!pending)
	}
	for _, t := range topics {
		if exact {
			t.Subscriptions = t.Subscriptions.With(s)
			continue
		}
		t.Subscriptions = t.Subscriptions.Broken(model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"})
	}
}

func budget(c *collector, in *instance) {
	b := model.Budget{
		Resource: c.base(in, "name"), BudgetType: in.str("budget_type"), Limit: in.number("limit_amount"),
		LimitUnit: in.str("limit_unit"), TimeUnit: in.str("time_unit"), Notifications: model.Known(0),
	}
	n, s := in.count("notification")
	if s == isUnknown {
		b.Notifications = model.Unknown[int](model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		if in.hasSubscriber("notification." + strconv.Itoa(i) + ".") {
			b.Notifications = model.Known(b.Notifications.Or(0) + 1)
		}
	}
	c.budgets.add(in.address, b)
}

// hasSubscriber reports whether a budget notification reaches anyone. A topic whose ARN
// is not known yet is one.
func (in *instance) hasSubscriber(prefix string) bool {
	for _, name := range []string{"subscriber_email_addresses", "subscriber_sns_topic_arns"} {
		if n, s := in.count(prefix + name); n > 0 || s == isUnknown && in.expression(prefix+name).kind != unset {
			return true
		}
	}
	return false
}
