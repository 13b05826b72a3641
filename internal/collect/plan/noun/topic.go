package noun

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// readPublishers reads who can publish to a topic: CloudWatch for which alarms, and Budgets. The policy that an attribute of the
// writer holds lets them, without one the default does, and the topic is not encrypted with the key of AWS's own, which
// neither may use.
// https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
func (c *collector) readPublishers(topic, writer *read.Instance, t *model.Topic) {
	if writer.Data {
		unseen := model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a topic's policy"},
		)
		t.HearsAlarms, t.HearsBudgets = unseen, unseen
		return
	}
	t.HearsAlarms, t.HearsBudgets, t.HeardAlarms = model.Known(true), model.Known(true), model.Whole[string]()
	if writer.Text("policy", "") != model.Known("") {
		policy := c.statementsOf(writer, "policy", writer.Address)
		t.HearsAlarms, t.HeardAlarms = form.HearsAlarms(policy, c.HomeOf(topic))
		t.HearsBudgets = form.Admits(policy, form.Budgets, form.Publish)
	}
	isFree := c.isFreeOfAWSKey(topic)
	t.HearsAlarms, t.HearsBudgets = model.Every(isFree, t.HearsAlarms), model.Every(isFree, t.HearsBudgets)
}

// isFreeOfAWSKey is whether a topic is not encrypted with the key of AWS's own.
func (c *collector) isFreeOfAWSKey(in *read.Instance) model.Value[bool] {
	key := in.Text("kms_master_key_id", "")
	awsKey := model.Map(
		key,
		func(id string) bool { return strings.HasSuffix(id, "alias/aws/sns") || c.isBehindAliasOfAWS(id) },
	)
	if id := c.Ref(
		in,
		[]string{"aws_kms_key", "aws_kms_alias"},
		"kms_master_key_id",
		"",
	); !key.IsKnown() &&
		c.ByAddress[id.Or("")] != nil {
		awsKey = model.Known(false) // one that the plan manages is not AWS's own
	}
	return model.Not(awsKey)
}

// isBehindAliasOfAWS reports whether a data source reads an alias of AWS's own that leads to a key.
func (c *collector) isBehindAliasOfAWS(key string) bool {
	return slices.ContainsFunc(c.ByType["aws_kms_alias"], func(alias *read.Instance) bool {
		id := alias.Plain("target_key_id")
		return strings.HasPrefix(alias.Plain("name"), "alias/aws/") && id != "" &&
			(key == id || strings.HasSuffix(key, "/"+id))
	})
}

// topicPolicy replaces the policy of a topic; nothing of what it says takes AWS's own key away.
func topicPolicy(c *collector, in *read.Instance) {
	topics, exact := c.topics.of(c.Ref(in, []string{"aws_sns_topic"}, "arn"))
	for _, t := range topics {
		topic := c.ByAddress[t.ID]
		if !exact || topic == nil {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may be its policy"}
			t.HearsAlarms, t.HearsBudgets = model.Unknown[bool](why), model.Unknown[bool](why)
			continue
		}
		c.readPublishers(topic, in, t)
	}
}
