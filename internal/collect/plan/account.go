package plan

import (
	"cmp"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func logGroup(c *collector, in *instance) {
	c.logGroups.add(in.address, model.LogGroup{
		Resource:      c.base(in, "name"),
		RetentionDays: retention(in),
		KMSKey:        c.keyRef(in, "kms_key_id"),
		Class:         logClass(in),
	})
}

// logClass is STANDARD where nobody says another one; a state written before there were classes has none.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
func logClass(in *instance) model.Value[string] {
	const standard = "STANDARD"
	return model.Map(in.str("log_group_class", standard), func(class string) string { return cmp.Or(class, standard) })
}

// retention is what the author says, except in the class DELIVERY, whose events AWS keeps two days.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
func retention(in *instance) model.Value[int] {
	days := in.integer("retention_in_days", 0)
	class, known := in.str("log_group_class", "STANDARD").Get()
	switch {
	case in.data: // it shows the number itself
	case !known:
		return model.Unknown[int](in.str("log_group_class").Why())
	case class == "DELIVERY":
		return model.Known(form.DeliveryDays)
	}
	return days
}

func topic(c *collector, in *instance) {
	t := model.Topic{
		Resource:      c.base(in, "name"),
		KMSKey:        c.keyRef(in, "kms_master_key_id"),
		Subscriptions: model.Whole[model.Subscription](),
	}
	c.readPublishers(in, in, &t)
	if in.data {
		t.Subscriptions = t.Subscriptions.Broken(
			model.Why{Reason: model.NotInSource, Detail: "a data source does not show subscriptions"},
		)
	}
	c.topics.add(in.address, t)
}

func topicSubscription(c *collector, in *instance) {
	topics, exact := c.topics.of(c.ref(in, []string{"aws_sns_topic"}, "topic_arn"))
	s := model.Subscription{
		Protocol:  in.str("protocol"),
		Origin:    in.address,
		Confirmed: hears(in),
		Receiver:  c.receiver(in),
	}
	for _, t := range topics {
		if exact {
			t.Subscriptions = t.Subscriptions.With(s)
			continue
		}
		t.Subscriptions = t.Subscriptions.Broken(
			model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"},
		)
	}
}

// receiver is the queue or function that subscribes.
func (c *collector) receiver(in *instance) model.Value[string] {
	protocol, known := in.str("protocol").Get()
	switch {
	case !known:
		return model.Unknown[string](in.str("protocol").Why())
	case protocol == "sqs":
		return c.ref(in, queueTypes(), "endpoint")
	case protocol == "lambda":
		return c.functionAt(in, "endpoint")
	}
	return model.Known("")
}

// hears reports whether messages reach the subscriber: not before it has confirmed, and only those that its filter lets
// through.
func hears(in *instance) model.Value[bool] {
	if !in.created { // a new one waits for its confirmation, which no plan shows
		if confirmed := model.Not(in.boolean("pending_confirmation")); !confirmed.Or(false) {
			return confirmed
		}
	}
	return form.LetsAlarmsThrough(in.str("filter_policy", ""), in.str("filter_policy_scope", ""))
}
