package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

func isTopicARN(id string) bool {
	arn, ok := model.ParseARN(id)
	return ok && arn.Service == "sns"
}

// topicRegion is the region in the ARN of a topic.
func topicRegion(id string) model.Value[string] {
	if arn, ok := model.ParseARN(id); ok && isTopicARN(id) {
		return model.Known(arn.Region)
	}
	return model.Value[string]{}
}

// TopicGone reports whether a topic that something refers to is known not to be there: an
// account was asked for all its topics in that region, and this is none of them.
func (ix *Index) TopicGone(id string) bool {
	return isTopicARN(id) && topicRegion(id).Or("") != "" && ix.isGone("topics", id, ix.Topics[id] != nil)
}

// hearsOf reports whether an alarm is among those that the policy of a topic lets publish.
func hearsOf(t *model.Topic, alarm *model.Resource) model.Value[bool] {
	if len(t.HeardAlarms.Items()) == 0 {
		return model.Known(true)
	}
	return model.Map(alarm.Name, func(name string) bool {
		return slices.ContainsFunc(t.HeardAlarms.Items(), func(pattern string) bool { return isLike(pattern, name) })
	})
}

// keyHears reports whether CloudWatch may use the key that encrypts a topic. A key that is disabled encrypts nothing.
func (b *builder) keyHears(t *model.Topic) model.Value[bool] {
	k := follow(b.Index, t.KMSKey, b.Keys, end{"keys", "aws_kms_key", "the key of " + t.ID})
	if k == nil {
		return model.Known(true)
	}
	return model.Every(k.HearsAlarms, model.Is(k.State, "Enabled"))
}
