package main

import (
	"context"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestAccountClosesOpenBuckets: a bucket whose policy lets everybody in is closed by the block of the whole account.
func TestAccountClosesOpenBuckets(t *testing.T) {
	const account, rule = "810000000001", "network/bucket-not-public"
	var open edits
	for _, m := range stackMutations() {
		if m.rules == rule {
			open = m.edits
		}
	}
	data := pt.Load(t, "arch-events").Apply(open...).JSON()
	a, err := plan.Collect(data, plan.Options{Name: "events", Source: stackSource("events"), OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	b, err := mototest.Build(context.Background(), moto(t).Config(account, "us-east-1"), account, a)
	if err != nil {
		t.Fatal(err)
	}
	moto(t).Environment(t, account)
	for _, want := range []verdict.Status{verdict.Fail, verdict.Pass} {
		_, r, errs := scan(
			t,
			"scan",
			"--account",
			"a"+account,
			"--architecture",
			stackDocument("events"),
			"--env",
			"prod",
		)
		if got := statusesByRule(r)[rule]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %v, want %s: %s", rule, got, want, errs)
		}
		b.BlockAccount()
	}
}
