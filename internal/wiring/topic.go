package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// The parts of an ARN, arn:partition:service:region:account:resource.
const (
	arnParts     = 6
	arnService   = 2
	arnRegion    = 3
	arnOfAccount = 4
)

func isTopicARN(id string) bool {
	parts := strings.SplitN(id, ":", arnParts)
	return len(parts) == arnParts && parts[0] == "arn" && parts[arnService] == "sns"
}

// topicRegion is the region in the ARN of a topic.
func topicRegion(id string) model.Value[string] {
	if isTopicARN(id) {
		return model.Known(strings.SplitN(id, ":", arnParts)[arnRegion])
	}
	return model.Value[string]{}
}

// TopicGone reports whether a topic that something refers to is known not to be there: an
// account was asked for all its topics in that region, and this is none of them.
func (ix *Index) TopicGone(id string) bool {
	source := ix.Model.Source
	if source.Kind != model.KindAccount || ix.Topics[id] != nil || !isTopicARN(id) || ix.Model.GapFor("topics") != nil {
		return false
	}
	parts := strings.SplitN(id, ":", arnParts)
	return parts[arnRegion] == source.Region && parts[arnOfAccount] == source.Account
}
