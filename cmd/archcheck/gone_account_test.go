package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/mototest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestGoneInAnAccount: what a function and a queue lead to and what is known to be gone fails, and is not merely not
// collected; where the list was not read whole it is that.
func TestGoneInAnAccount(t *testing.T) {
	const account, region = "123456789012", "us-east-1"
	role := model.Known("arn:aws:iam::" + account + ":role/gone")
	group := model.Known("arn:aws:logs:" + region + ":" + account + ":log-group:/aws/lambda/gone")
	queue := model.Known("arn:aws:sqs:" + region + ":" + account + ":gone")
	for rule, c := range map[string]struct {
		collection string
		lead       func(*model.Architecture)
	}{
		"identity/role-trust":        {"roles", func(a *model.Architecture) { a.Functions[0].Role = role }},
		"monitoring/log-retention":   {"log_groups", func(a *model.Architecture) { a.Functions[0].LogGroup = group }},
		"delivery/dead-letters":      {"queues", func(a *model.Architecture) { a.Functions[0].DeadLetter = queue }},
		"delivery/dead-letter-queue": {"queues", func(a *model.Architecture) { a.Queues[0].DeadLetterQueue = queue }},
	} {
		a := plannedEvents(t)
		a.Source = model.Source{Kind: model.KindAccount, Name: "events", Account: account, Region: region}
		if a.Queues[0].DeadLetterQueue.Or("") == "" {
			a.Queues[0], a.Queues[1] = a.Queues[1], a.Queues[0]
		}
		c.lead(a)
		if got := worst(statuses(checked(t, a, stackDocument("events")), rule)); got != verdict.Fail {
			t.Errorf("%s: %s", rule, got)
		}
		a.Gaps = append(a.Gaps, model.Gap{Collection: c.collection, Reason: model.AccessDenied, Detail: "denied"})
		if got := worst(statuses(checked(t, a, stackDocument("events")), rule)); got == verdict.Fail {
			t.Errorf("%s, where %s were not read: %s", rule, c.collection, got)
		}
	}
}

func plannedEvents(t *testing.T) *model.Architecture {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(mototest.Root(), "fixtures", "plans", "arch-events.json"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: "events", Source: stackSource("events"), OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
