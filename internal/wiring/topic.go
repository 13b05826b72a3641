package wiring

import (
	"slices"
	"strings"

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

// receives reports whether a topic can deliver to a subscriber: the policies of queues and functions have to let SNS, and
// a topic that keeps the order has none but queues. One that was not read is believed to.
// https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
func (b *builder) receives(t *model.Topic, s *model.Subscription) model.Value[bool] {
	ordered := model.Map(t.Name, func(name string) bool { return strings.HasSuffix(name, ".fifo") })
	able := model.Some(model.Not(ordered), model.Is(s.Protocol, "sqs"))
	id, known := s.Receiver.Get()
	if !known {
		return model.Every(able, model.Unknown[bool](s.Receiver.Why()))
	}
	switch receiver := b.things[id].(type) {
	case *model.Queue:
		return model.Every(able, receiver.HearsTopics)
	case *model.Function:
		return model.Every(able, receiver.HearsTopics)
	}
	return able
}
