package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestDeadLettersTo: a queue for dead letters that does not take them from a queue is none of it.
func TestDeadLettersTo(t *testing.T) {
	unread := model.Why{Reason: model.KnownAfterApply}
	for _, c := range []struct {
		name    string
		redrive model.Value[string]
		sources model.List[string]
		to      string
		known   bool
	}{
		{"of all", model.Known("allowAll"), model.Whole[string](), "dlq", true},
		{"of none", model.Known("denyAll"), model.Whole[string](), "", true},
		{"of it", model.Known("byQueue"), model.Whole("other", "jobs"), "dlq", true},
		{"of another", model.Known("byQueue"), model.Whole("other"), "", true},
		{"of one not read", model.Known("byQueue"), model.Part(unread, "other"), "", false},
		{"of none, whatever is listed", model.Known("denyAll"), model.Part(unread, "jobs"), "", true},
		{"not read", model.Unknown[string](unread), model.Part[string](unread), "", false},
	} {
		b := &builder{Index: NewIndex(&model.Architecture{Queues: []model.Queue{
			{Resource: model.Resource{ID: "dlq"}, Redrive: c.redrive, RedriveSources: c.sources},
		}})}
		to, notes := b.deadLettersTo(
			&model.Queue{Resource: model.Resource{ID: "jobs"}, DeadLetterQueue: model.Known("dlq")},
		)
		got, known := to.Get()
		if got != c.to || known != c.known || (len(notes) > 0) != (known && got == "") {
			t.Errorf("%s: %q, known %v, notes %v", c.name, got, known, notes)
		}
	}
}

// TestUnlikeQueues: SQS takes a queue for the dead letters of one of its kind and region alone.
func TestUnlikeQueues(t *testing.T) {
	jobs := model.Queue{
		Resource: model.Resource{ID: "jobs", Name: model.Known("jobs"), Region: model.Known("us-east-1")},
		FIFO:     model.Known(false),
	}
	other := func(name, region string, fifo bool) model.Queue {
		return model.Queue{
			Resource: model.Resource{ID: "dlq", Name: model.Known(name), Region: model.Known(region)},
			FIFO:     model.Known(fifo),
			Redrive:  model.Known("allowAll"),
		}
	}
	for _, c := range []struct {
		to   string
		dead model.Queue
		want string
	}{
		{"dlq", other("dead", "us-east-1", false), "dlq"},
		{"dlq", other("dead.fifo", "us-east-1", true), ""},
		{"dlq", other("dead", "eu-west-1", false), ""},
		{"jobs", other("dead", "us-east-1", false), ""},
		{"arn:aws:sqs:us-east-1:123456789012:dead", other("x", "us-east-1", false), "arn:aws:sqs:us-east-1:123456789012:dead"},
		{"arn:aws:sqs:us-east-1:123456789012:jobs", other("x", "us-east-1", false), ""},
		{"arn:aws:sqs:us-east-1:123456789012:dead.fifo", other("x", "us-east-1", false), ""},
		{"arn:aws:sqs:eu-west-1:123456789012:dead", other("x", "us-east-1", false), ""},
	} {
		q := jobs
		q.DeadLetterQueue = model.Known(c.to)
		b := &builder{Index: NewIndex(&model.Architecture{Queues: []model.Queue{q, c.dead}})}
		if to, _ := b.deadLettersTo(&q); to != model.Known(c.want) {
			t.Errorf("%s: %v, want %q", c.to, to, c.want)
		}
	}
}
