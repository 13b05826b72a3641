package noun

import (
	"cmp"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func logGroup(c *collector, in *read.Instance) {
	c.logGroups.add(in.Address, model.LogGroup{
		Resource:      c.base(in, "name"),
		RetentionDays: retention(in),
		KMSKey:        c.keyRef(in, "kms_key_id"),
		Class:         logClass(in),
	})
}

// logClass is STANDARD where nobody says another one; a state written before there were classes has none.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
func logClass(in *read.Instance) model.Value[string] {
	const standard = "STANDARD"
	return model.Map(in.Text("log_group_class", standard), func(class string) string { return cmp.Or(class, standard) })
}

// retention is what the author says, except in the class DELIVERY, whose events AWS keeps two days.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
func retention(in *read.Instance) model.Value[int] {
	days := in.Integer("retention_in_days", 0)
	class, known := in.Text("log_group_class", "STANDARD").Get()
	switch {
	case in.Data: // it shows the number itself
	case !known:
		return model.Unknown[int](in.Text("log_group_class").Why())
	case class == "DELIVERY":
		return model.Known(form.DeliveryDays)
	}
	return days
}

func topic(c *collector, in *read.Instance) {
	t := model.Topic{
		Resource:      c.base(in, "name"),
		KMSKey:        c.keyRef(in, "kms_master_key_id"),
		Subscriptions: model.Whole[model.Subscription](),
	}
	c.readPublishers(in, in, &t)
	if in.Data {
		t.Subscriptions = t.Subscriptions.Broken(
			model.Why{Reason: model.NotInSource, Detail: "a data source does not show subscriptions"},
		)
	}
	c.topics.add(in.Address, t)
}

func topicSubscription(c *collector, in *read.Instance) {
	topics, exact := c.topics.of(c.Ref(in, []string{"aws_sns_topic"}, "topic_arn"))
	s := model.Subscription{
		Protocol:  in.Text("protocol"),
		Origin:    in.Address,
		Confirmed: hears(in),
		Receiver:  c.receiver(in),
	}
	for _, t := range topics {
		if exact {
			t.Subscriptions = t.Subscriptions.With(s)
			continue
		}
		t.Subscriptions = t.Subscriptions.Broken(
			model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"},
		)
	}
}

// receiver is the queue or function that subscribes.
func (c *collector) receiver(in *read.Instance) model.Value[string] {
	protocol, known := in.Text("protocol").Get()
	switch {
	case !known:
		return model.Unknown[string](in.Text("protocol").Why())
	case protocol == "sqs":
		return c.Ref(in, queueTypes(), "endpoint")
	case protocol == "lambda":
		return c.functionAt(in, "endpoint")
	}
	return model.Known("")
}

// hears reports whether messages reach the subscriber: not before it has confirmed, and only those that its filter lets
// through.
func hears(in *read.Instance) model.Value[bool] {
	if !in.Created { // a new one waits for its confirmation, which no plan shows
		if confirmed := model.Not(in.Boolean("pending_confirmation")); !confirmed.Or(false) {
			return confirmed
		}
	}
	return form.LetsAlarmsThrough(in.Text("filter_policy", ""), in.Text("filter_policy_scope", ""))
}
