package main

import (
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestQueueThatMayServe: of a queue that may be the dead letter queue of another, no rule says more than it knows:
// what it would fail as a component is open.
func TestQueueThatMayServe(t *testing.T) {
	const jobs, dead, function = "aws_sqs_queue.jobs", "aws_sqs_queue.dead", "aws_lambda_function.worker"
	const encryption = "encryption/queue-at-rest"
	plain := edits{pt.Set(dead, "kms_master_key_id", ""), pt.Set(dead, "sqs_managed_sse_enabled", false)}
	hidden := edits{pt.Unknown(jobs, "redrive_policy"), pt.Unknown(function, "dead_letter_config")}
	none := edits{pt.Set(jobs, "redrive_policy", nil), pt.Set(function, "dead_letter_config", []any{})}
	for _, c := range []struct {
		name  string
		edits []edits
		rule  string
		want  verdict.Status
	}{
		{"it serves", []edits{plain}, encryption, ""},
		{"it may serve, and would fail", []edits{plain, hidden}, encryption, verdict.Unmatched},
		{"it may serve, and would pass", []edits{hidden}, encryption, verdict.Pass},
		{"it may serve", []edits{hidden}, "components/undocumented", verdict.Unmatched},
		{"it does not serve", []edits{plain, none}, encryption, verdict.Fail},
	} {
		p := pt.Load(t, "arch-events")
		for _, e := range c.edits {
			p.Apply(e...)
		}
		r, code := judgePlan(
			t,
			p.JSON(),
			"--architecture",
			filepath.Join(mototest.Root(), stacks()["events"]),
			"--env",
			"prod",
		)
		var got verdict.Status
		for _, v := range r.Verdicts {
			if v.Rule == c.rule && v.Resource.ID == dead {
				got = v.Status
			}
		}
		if got != c.want || (c.want == verdict.Fail) != (code == verdict.ExitViolations) {
			t.Errorf("%s: %s is %q, want %q; exit %d, fails %v", c.name, c.rule, got, c.want, code, failing(r))
		}
	}
}
