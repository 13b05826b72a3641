package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// deadLettersTo is the queue that gets what nobody could work on, empty for none and for one whose own policy does not
// take it from this queue; a queue that was not read is believed to.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
func (b *builder) deadLettersTo(q *model.Queue) (to model.Value[string], notes []string) {
	to = q.DeadLetterQueue
	i := slices.IndexFunc(b.Model.Queues, func(other model.Queue) bool { return other.ID == to.Or("") })
	if i < 0 {
		return to, nil
	}
	switch takes := takesFrom(&b.Model.Queues[i], q.ID); {
	case !takes.IsKnown():
		return model.Unknown[string](takes.Why()), nil
	case !takes.Or(false):
		return model.Known(""), []string{to.Or("") + " takes no dead letters from it (its redrive allow policy)"}
	}
	return to, nil
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
