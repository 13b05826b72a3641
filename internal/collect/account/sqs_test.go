package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestQueueTakesDeadLetters: SQS leaves out the policy of a queue that takes those of all.
func TestQueueTakesDeadLetters(t *testing.T) {
	const jobs = "arn:aws:sqs:eu-central-1:123456789012:jobs"
	for policy, want := range map[string]struct {
		redrive string
		sources []string
	}{
		"":                                {"allowAll", nil},
		`{"redrivePermission":"denyAll"}`: {"denyAll", nil},
		`{"redrivePermission":"byQueue","sourceQueueArns":["` + jobs + `"]}`: {"byQueue", []string{jobs}},
	} {
		q := model.Queue{}
		queueAttributes(&q, map[string]string{"RedriveAllowPolicy": policy})
		if got := q.RedriveSources; q.Redrive.Or("?") != want.redrive || !got.IsWhole() ||
			!slices.Equal(got.Items(), want.sources) {
			t.Errorf("%s: %s, %v", policy, q.Redrive.Or("?"), got.Items())
		}
	}
}
