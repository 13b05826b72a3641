package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestLost: what is not among all queues, topics and secrets of the account and region is not there; of another
// region, or where they were not all read, it may be.
func TestLost(t *testing.T) {
	const queue, topic, secret = "arn:aws:sqs:us-east-1:1:q", "arn:aws:sns:us-east-1:1:t", "arn:aws:secretsmanager:us-east-1:1:secret:s-AbCdEf"
	there := &model.Architecture{
		Queues:  []model.Queue{{Resource: model.Resource{ID: queue}}},
		Topics:  []model.Topic{{Resource: model.Resource{ID: topic}}},
		Secrets: []model.Secret{{Resource: model.Resource{ID: secret}}},
	}
	here := model.Source{Kind: model.KindAccount, Account: "1", Region: "us-east-1"}
	there.Source = here
	gap := &model.Architecture{Source: here, Gaps: []model.Gap{{Collection: model.Everything}}}
	for _, id := range []string{queue, topic, secret} {
		for name, c := range map[string]struct {
			a    *model.Architecture
			want bool
		}{
			"there":         {there, false},
			"gone":          {&model.Architecture{Source: here}, true},
			"not read":      {gap, false},
			"elsewhere":     {&model.Architecture{Source: model.Source{Kind: model.KindAccount, Account: "1", Region: "eu-west-1"}}, false},
			"of a plan":     {&model.Architecture{Source: model.Source{Kind: model.KindPlan}}, false},
			"of an account": {&model.Architecture{Source: model.Source{Kind: model.KindAccount, Account: "2", Region: "us-east-1"}}, false},
		} {
			ix := NewIndex(c.a)
			if got := ix.isLost(id); got != c.want {
				t.Errorf("%s, %s: lost %v", id, name, got)
			}
			if to := ix.unlessLost(model.Known(id)); (to.Or("") == "") != c.want {
				t.Errorf("%s, %s: leads to %v", id, name, to)
			}
			if left := ix.withoutLost(model.Whole(id, "other")); len(left.Items()) == 2 == c.want {
				t.Errorf("%s, %s: left %v", id, name, left)
			}
		}
	}
}
