package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// deadLettersTo is the queue that gets what nobody could work on, empty for none and for one whose own policy does not
// take it from this queue; a queue that was not read is believed to.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
func (b *builder) deadLettersTo(q *model.Queue) (to model.Value[string], notes []string) {
	to = q.DeadLetterQueue
	if b.isLost(to.Or("")) {
		return model.Known(""), []string{to.Or("") + " does not exist"}
	}
	other, isRead := b.things[to.Or("")].(*model.Queue)
	if !isRead {
		isARN := false
		if other, isARN = queueOfARN(to); !isARN {
			return to, nil
		}
	}
	if refused := unlike(q, other); refused != "" {
		return model.Known(""), []string{"SQS does not take " + other.ID + " for its dead letters: " + refused}
	}
	if !isRead {
		return to, nil
	}
	switch takes := takesFrom(other, q.ID); {
	case !takes.IsKnown():
		return model.Unknown[string](takes.Why()), nil
	case !takes.Or(false):
		return model.Known(""), []string{to.Or("") + " takes no dead letters from it (its redrive allow policy)"}
	}
	return to, nil
}

// unlike is why SQS takes a queue for no dead letters of another one, whatever both say: it wants one of the same kind,
// in the same region, and not the queue itself.
func unlike(q, dead *model.Queue) string {
	known := func(is model.Value[bool]) bool { return is == model.Known(true) }
	elsewhere := model.Not(model.Equal(q.Region, dead.Region))
	switch {
	case known(elsewhere):
		return "it is in another region"
	case known(model.Not(model.Equal(q.FIFO, dead.FIFO))):
		return "one of them keeps the order of messages, and the other does not"
	case q.ID == dead.ID, known(model.Equal(q.Name, dead.Name)):
		return "it is the queue itself"
	}
	return ""
}

// queueOfARN is as much of a queue as its ARN says.
func queueOfARN(id model.Value[string]) (q *model.Queue, ok bool) {
	text, _ := id.Get()
	arn, ok := model.ParseARN(text)
	if !ok || arn.Service != "sqs" {
		return nil, false
	}
	return &model.Queue{
		Resource: model.Resource{ID: text, Name: model.Known(arn.Resource), Region: model.Known(arn.Region)},
		FIFO:     model.Known(strings.HasSuffix(arn.Resource, ".fifo")),
	}, true
}

// takesFrom reports whether a queue takes the dead letters of another one.
func takesFrom(q *model.Queue, source string) model.Value[bool] {
	listed := model.Known(slices.Contains(q.RedriveSources.Items(), source))
	if !listed.Or(false) && !q.RedriveSources.IsWhole() {
		listed = model.Unknown[bool](q.RedriveSources.Why())
	}
	return model.Some(
		model.Is(q.Redrive, "allowAll"),
		model.Every(model.Is(q.Redrive, "byQueue"), listed),
	)
}
