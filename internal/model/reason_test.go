package model_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestReasonsByKind: what a kind of source could have told is collectable there, and what no
// source tells never asks for one.
func TestReasonsByKind(t *testing.T) {
	plan := model.Source{Kind: model.KindPlan}
	state := model.Source{Kind: model.KindState}
	account := model.Source{Kind: model.KindAccount}
	withSource := model.Source{Kind: model.KindPlan, Configured: true}
	for _, c := range []struct {
		reason      model.Reason
		source      model.Source
		collectable bool
		need        model.Need
	}{
		{model.KnownAfterApply, plan, false, model.NeedsSource},
		{model.KnownAfterApply, withSource, false, model.NeedsApply},
		{model.KnownAfterApply, state, false, model.NeedsReading},
		{model.KnownAfterApply, account, true, model.NeedsReading},
		{model.UnresolvedReference, plan, false, model.NeedsSource},
		{model.UnresolvedReference, withSource, false, model.NeedsApply},
		{model.Sensitive, withSource, false, model.NeedsReading},
		{model.NotInSource, plan, false, model.NeedsScan},
		{model.NotInSource, account, true, model.NeedsScan},
		{model.NotReturned, state, false, model.NeedsReading},
		{model.NotReturned, account, true, model.NeedsReading},
		{"", plan, false, model.NeedsReading},
		{model.NotManaged, plan, false, model.NeedsScan},
		{model.NotRecorded, account, false, model.NeedsNothing},
		{model.Partial, plan, true, model.NeedsReading},
		{model.Unsupported, plan, true, model.NeedsReading},
		{model.AccessDenied, account, true, model.NeedsReading},
	} {
		if got := c.reason.Collectable(c.source.Kind); got != c.collectable {
			t.Errorf("%s in %s: collectable is %v", c.reason, c.source.Kind, got)
		}
		if got := c.reason.Settled(c.source); got != c.need {
			t.Errorf("%s in %+v needs %s, want %s", c.reason, c.source, got, c.need)
		}
	}
}

// TestBrokenKeepsWhatMayYetDecide: a list that waits for apply does not become one that waits for nothing.
func TestBrokenKeepsWhatMayYetDecide(t *testing.T) {
	reasons := []model.Reason{model.NotManaged, model.UnresolvedReference, model.KnownAfterApply}
	list := model.Whole("a")
	for _, r := range reasons {
		list = list.Broken(model.Why{Reason: r})
	}
	if got := list.Why().Reason; list.IsWhole() || got != model.UnresolvedReference {
		t.Errorf("the reason is %s", got)
	}
}
