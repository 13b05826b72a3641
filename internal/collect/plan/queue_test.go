package plan_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestQueues(t *testing.T) {
	for _, withSource := range []bool{false, true} {
		holdNouns(t, nounsOf(t, "queue", withSource), map[string]attributes{
			"aws_sqs_queue.jobs": {
				"encrypted":         "true",
				"kms_key":           `"aws_kms_key.queues"`,
				"retention_seconds": "1209600",
				"fifo":              "false",
				"dead_letter_queue": `"aws_sqs_queue.failed"`,
				"redrive":           `"allowAll"`,
			},
			"aws_sqs_queue.failed": {
				"encrypted":         "true",
				"kms_key":           `""`,
				"retention_seconds": "345600",
				"dead_letter_queue": `""`,
				"public":            "false",
				"redrive":           `"byQueue"`,
				"redrive_sources":   `["aws_sqs_queue.jobs"]`,
			},
			"aws_sqs_queue.late": {"redrive": `"denyAll"`, "redrive_sources": "null"},
			"aws_sqs_queue.ordered": {
				"encrypted":         "false",
				"fifo":              "true",
				"dead_letter_queue": `"aws_sqs_queue.late"`,
			},
			"aws_sqs_queue.open": {"encrypted": "true", "kms_key": `""`, "public": "true"},
		})
	}
	holdNouns(t, nounsOf(t, "queue", true), map[string]attributes{"aws_sqs_queue.jobs": {"public": "false"}})
	holdNouns(
		t,
		nounsOf(t, "queue", false),
		map[string]attributes{"aws_sqs_queue.jobs": {"public": "unknown: known_after_apply"}},
	)
}

// What may belong to any queue leaves each of them open, and a policy that nobody shows passes nothing.
func TestWhatMayBelongToAQueue(t *testing.T) {
	for name, c := range map[string]struct {
		edit pt.Edit
		want func(q model.Queue) bool
	}{
		"a policy": {pt.Unknown("aws_sqs_queue_policy.open", "queue_url"), func(q model.Queue) bool { return !q.Public.Or(false) && !q.Public.IsKnown() }},
		"a redrive policy": {pt.Unknown("aws_sqs_queue_redrive_policy.ordered", "queue_url"),
			func(q model.Queue) bool { return q.ID == "aws_sqs_queue.jobs" || !q.DeadLetterQueue.IsKnown() }},
		"a key that is hidden": {pt.Unknown("aws_sqs_queue.ordered", "kms_master_key_id"),
			func(q model.Queue) bool { return q.ID != "aws_sqs_queue.ordered" || !q.Encrypted.IsKnown() }},
		"a queue of another state": {pt.Set("aws_sqs_queue_redrive_policy.ordered", "redrive_policy", `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:elsewhere.fifo"}`),
			func(q model.Queue) bool {
				return q.ID != "aws_sqs_queue.ordered" || q.DeadLetterQueue.Or("") == "arn:aws:sqs:us-east-1:123456789012:elsewhere.fifo"
			}},
		"a redrive allow policy": {pt.Unknown("aws_sqs_queue_redrive_allow_policy.failed", "queue_url"),
			func(q model.Queue) bool { return !q.Redrive.IsKnown() && !q.RedriveSources.IsWhole() }},
		"a redrive allow policy that is hidden": {pt.Unknown("aws_sqs_queue.late", "redrive_allow_policy"),
			func(q model.Queue) bool { return q.ID != "aws_sqs_queue.late" || !q.Redrive.IsKnown() }},
		"a redrive policy that is hidden": {pt.Unknown("aws_sqs_queue.failed", "redrive_policy"),
			func(q model.Queue) bool { return q.ID != "aws_sqs_queue.failed" || !q.DeadLetterQueue.IsKnown() }},
	} {
		t.Run(name, func(t *testing.T) {
			for _, q := range editedNouns(t, "queue", c.edit).Queues {
				if !c.want(q) {
					t.Errorf("%s: %+v", q.ID, q)
				}
			}
		})
	}
}
