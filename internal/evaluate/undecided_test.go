package evaluate

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestUndecidedStatements: policies hand on a reason; status, need and words follow from
// it and from the kind of source.
func TestUndecidedStatements(t *testing.T) {
	plan, account := model.Source{Kind: model.KindPlan}, model.Source{Kind: model.KindAccount}
	for _, c := range []struct {
		reason  model.Reason
		source  model.Source
		status  verdict.Status
		message string
	}{
		{model.KnownAfterApply, plan, verdict.Unknown, "multi_az cannot be told without the configuration (--source): why"},
		{model.KnownAfterApply, model.Source{Kind: model.KindPlan, Configured: true}, verdict.Unknown, "multi_az cannot be known before apply: why"},
		{model.KnownAfterApply, model.Source{Kind: model.KindState}, verdict.Unknown, "multi_az is not in this state: why"},
		{model.KnownAfterApply, account, verdict.NotCollected, "multi_az was not read: why"},
		{model.UnresolvedReference, plan, verdict.Unknown, "multi_az cannot be told without the configuration (--source): why"},
		{model.UnresolvedReference, model.Source{Kind: model.KindPlan, Configured: true}, verdict.Unknown, "multi_az is not resolved: why"},
		{model.Sensitive, plan, verdict.Unknown, "multi_az is marked sensitive and was not read: why"},
		{model.NotInSource, plan, verdict.Unknown, "multi_az is not for this plan to tell: why"},
		{model.NotInSource, account, verdict.NotCollected, "multi_az was not read: why"},
		{model.NotReturned, plan, verdict.Unknown, "multi_az is not in this plan: why"},
		{model.NotManaged, plan, verdict.Unknown, "multi_az is not for this plan to tell: why"},
		{model.NotRecorded, account, verdict.Unknown, "multi_az cannot be known: why"},
		{model.Partial, plan, verdict.NotCollected, "multi_az was not read: why"},
	} {
		for _, said := range []verdict.Status{verdict.Unknown, verdict.NotCollected} {
			s := statement{status: said, attribute: "multi_az", reason: string(c.reason), detail: "why"}
			s.settle(c.source)
			if got := s.message(verdict.Rule{}); s.status != c.status || got != c.message {
				t.Errorf("%s in %s: %s, %q; want %s, %q", c.reason, c.source.Kind, s.status, got, c.status, c.message)
			}
			if (s.needs != "") != (s.status == verdict.Unknown) {
				t.Errorf("%s in %s: %s needs %q", c.reason, c.source.Kind, s.status, s.needs)
			}
		}
	}
}

// TestDecidedStatementsHaveNoReason: what passes or fails waits for nothing.
func TestDecidedStatementsHaveNoReason(t *testing.T) {
	s := statement{status: verdict.Fail, reason: "known_after_apply"}
	if s.settle(model.Source{Kind: model.KindPlan}); s.status != verdict.Fail || s.reason != "" || s.needs != "" {
		t.Errorf("%+v", s)
	}
}

// TestHouseRuleWithoutReason: one that only says unknown leaves the run undecided, and is not silent.
func TestHouseRuleWithoutReason(t *testing.T) {
	s := statement{status: verdict.Unknown}
	s.settle(model.Source{Kind: model.KindPlan, Configured: true})
	if got := s.message(verdict.Rule{}); got != "the rule gives no reason" || s.needs != model.NeedsReading {
		t.Errorf("%q needs %s", got, s.needs)
	}
}

// TestMessagesDoNotRepeatThemselves: without a detail the reason is said once.
func TestMessagesDoNotRepeatThemselves(t *testing.T) {
	for reason, want := range map[model.Reason]string{
		model.KnownAfterApply: "multi_az cannot be told without the configuration (--source)", model.UnresolvedReference: "multi_az cannot be told without the configuration (--source)",
		model.Sensitive: "multi_az is marked sensitive and was not read", model.Partial: "multi_az was not read: partial",
	} {
		s := statement{status: verdict.Unknown, attribute: "multi_az", reason: string(reason)}
		s.settle(model.Source{Kind: model.KindPlan})
		if got := s.message(verdict.Rule{}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
