package markdown_test

import (
	"strings"
	"testing"
)

// TestExceptions: what is said of all but some is asked of the others, and never of those; where nobody can tell which
// those are, of none.
func TestExceptions(t *testing.T) {
	for text, want := range map[string]string{
		"All services except the worker run 2 tasks.":                     "enforced web.tasks=2 api.tasks=2",
		"All services but the worker run 2 tasks.":                        "enforced web.tasks=2 api.tasks=2",
		"All of the services but the worker run 2 tasks.":                 "enforced web.tasks=2 api.tasks=2",
		"Every service other than the API and the worker runs 2 tasks.":   "enforced web.tasks=2",
		"All services run 2 tasks, except the worker.":                    "enforced web.tasks=2 api.tasks=2",
		"All services (except for the worker) run 2 tasks.":               "enforced web.tasks=2 api.tasks=2",
		"With the exception of the worker all services run 2 tasks.":      "ambiguous",
		"All services but the scheduler run 2 tasks.":                     "ambiguous",
		"All services run 2 tasks, except the worker, which runs 1 task.": "ambiguous",
		"All services except the database run 2 tasks.":                   "ambiguous",
		"All stores but the cache are encrypted at rest.":                 "ambiguous",
		"Everything but the cache is encrypted at rest.":                  "in part database.encrypted=true",
		"All components except the cache are encrypted at rest.":          "in part database.encrypted=true",
		"All services but one run 2 tasks.":                               "ambiguous",
		"All but one of the services run 2 tasks.":                        "ambiguous",
		"All services run 2 tasks, but the worker is not public.":         "enforced web.tasks=2 api.tasks=2 worker.tasks=2 edges",
		"All databases, including the cache, are Multi-AZ.":               "in part database.multi_az=true",
		"The orders database, including the cache, is encrypted at rest.": "enforced database.encrypted=true cache.encrypted=true",
		"All services are small but the worker runs 2 tasks.":             "enforced worker.tasks=2",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestExceptionsAmongQueues: a name of one queue is no name of the others.
func TestExceptionsAmongQueues(t *testing.T) {
	queues := strings.Replace(
		tiered,
		"graph TB\n",
		"graph TB\n    api --> mail[\"SQS mail-queue\"]\n    api --> sms[\"SQS sms-queue\"]\n",
		1,
	)
	for text, want := range map[string]string{
		"All queues but the sms-queue are encrypted with KMS.":                                                "enforced components.mail.encrypted",
		"| Queue | Encryption |\n|---|---|\n| Queues | all queues but the sms-queue are encrypted with KMS |": "not understood",
		"Each queue except sms-queue has a dead-letter queue.":                                                "enforced components.mail.dead_letter_queue",
	} {
		if got := lastOf(t, queues+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
