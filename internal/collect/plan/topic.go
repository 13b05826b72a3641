package plan

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

// hearsAlarms reports whether CloudWatch can publish to a topic, and for which alarms alone: its policy lets it, and it
// is not encrypted with the key of AWS's own, which CloudWatch may not use.
// https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
func (c *collector) hearsAlarms(in *instance) (hears model.Value[bool], names model.List[string]) {
	if in.data {
		return model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a topic's policy"},
		), model.Whole[string]()
	}
	hears, names = c.policyHears(in, in)
	return model.Every(c.isFreeOfAWSKey(in), hears), names
}

// isFreeOfAWSKey is whether a topic is not encrypted with the key of AWS's own.
func (c *collector) isFreeOfAWSKey(in *instance) model.Value[bool] {
	key := in.str("kms_master_key_id", "")
	awsKey := model.Map(
		key,
		func(id string) bool { return strings.HasSuffix(id, "alias/aws/sns") || c.isBehindAliasOfAWS(id) },
	)
	if id := c.ref(
		in,
		[]string{"aws_kms_key", "aws_kms_alias"},
		"kms_master_key_id",
		"",
	); !key.IsKnown() &&
		c.byAddress[id.Or("")] != nil {
		awsKey = model.Known(false) // one that the plan manages is not AWS's own
	}
	return model.Not(awsKey)
}

// isBehindAliasOfAWS reports whether a data source reads an alias of AWS's own that leads to a key.
func (c *collector) isBehindAliasOfAWS(key string) bool {
	return slices.ContainsFunc(c.byType["aws_kms_alias"], func(alias *instance) bool {
		id := alias.plain("target_key_id")
		return strings.HasPrefix(alias.plain("name"), "alias/aws/") && id != "" &&
			(key == id || strings.HasSuffix(key, "/"+id))
	})
}

// policyHears reports it of the policy that an attribute of the writer holds; without one the default applies.
func (c *collector) policyHears(topic, writer *instance) (hears model.Value[bool], names model.List[string]) {
	if writer.str("policy", "") == model.Known("") {
		return model.Known(true), model.Whole[string]()
	}
	return form.HearsAlarms(c.statementsOf(writer, "policy", writer.address), c.homeOf(topic))
}

func (c *collector) homeOf(in *instance) form.Home {
	return form.Home{Account: c.account(in), Region: c.region(in)}
}

// topicPolicy replaces the policy of a topic; nothing of what it says takes AWS's own key away.
func topicPolicy(c *collector, in *instance) {
	topics, exact := c.topics.of(c.ref(in, []string{"aws_sns_topic"}, "arn"))
	for _, t := range topics {
		topic := c.byAddress[t.ID]
		if !exact || topic == nil {
			t.HearsAlarms = model.Unknown[bool](
				model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may be its policy"},
			)
			continue
		}
		t.HearsAlarms, t.HeardAlarms = c.policyHears(topic, in)
		t.HearsAlarms = model.Every(c.isFreeOfAWSKey(topic), t.HearsAlarms)
	}
}
