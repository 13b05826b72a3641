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
		b := &builder{Index: &Index{Model: &model.Architecture{Queues: []model.Queue{
			{Resource: model.Resource{ID: "dlq"}, Redrive: c.redrive, RedriveSources: c.sources},
		}}}}
		to, notes := b.deadLettersTo(
			&model.Queue{Resource: model.Resource{ID: "jobs"}, DeadLetterQueue: model.Known("dlq")},
		)
		got, known := to.Get()
		if got != c.to || known != c.known || (len(notes) > 0) != (known && got == "") {
			t.Errorf("%s: %q, known %v, notes %v", c.name, got, known, notes)
		}
	}
}
