package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func logGroup(c *collector, in *instance) {
	c.logGroups.add(in.address, model.LogGroup{
		Resource: c.base(in, "name"), RetentionDays: in.integer("retention_in_days", 0), KMSKey: c.keyRef(in, "kms_key_id"),
	})
}

func topic(c *collector, in *instance) {
	t := model.Topic{Resource: c.base(in, "name"), KMSKey: c.keyRef(in, "kms_master_key_id"), Subscriptions: model.Whole[model.Subscription]()}
	t.ManagedKey = c.hasManagedKey(in)
	if in.data {
		t.Subscriptions = t.Subscriptions.Broken(model.Why{Reason: model.NotInSource, Detail: "a data source does not show subscriptions"})
	}
	c.topics.add(in.address, t)
}

// hasManagedKey reports whether AWS's own key encrypts a topic. One that the plan names by reference is none.
func (c *collector) hasManagedKey(in *instance) model.Value[bool] {
	key := in.str("kms_master_key_id", "")
	if id := c.ref(in, []string{"aws_kms_key", "aws_kms_alias"}, "kms_master_key_id", ""); !key.IsKnown() && c.byAddress[id.Or("")] != nil {
		return model.Known(false)
	}
	return model.Map(key, form.IsManagedTopicKey)
}

func topicSubscription(c *collector, in *instance) {
	topics, exact := c.topics.of(c.ref(in, []string{"aws_sns_topic"}, "topic_arn"))
	s := model.Subscription{Protocol: in.str("protocol"), Origin: in.address, Confirmed: hears(in)}
	for _, t := range topics {
		if exact {
			t.Subscriptions = t.Subscriptions.With(s)
			continue
		}
		t.Subscriptions = t.Subscriptions.Broken(model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"})
	}
}

// hears reports whether messages reach the subscriber: not before it has confirmed, and only those that its filter lets through.
func hears(in *instance) model.Value[bool] {
	if !in.created { // a new one waits for its confirmation, which no plan shows
		if confirmed := model.Not(in.boolean("pending_confirmation")); !confirmed.Or(false) {
			return confirmed
		}
	}
	return form.LetsAlarmsThrough(in.str("filter_policy", ""), in.str("filter_policy_scope", ""))
}
