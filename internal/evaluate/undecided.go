package evaluate

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// undecidedStatus is the status that a reason leads to in an input from source.
func undecidedStatus(reason model.Reason, source model.Source) verdict.Status {
	if reason == model.Unmatched {
		return verdict.Unmatched
	}
	if reason.Collectable(source.Kind) {
		return verdict.NotCollected
	}
	return verdict.Unknown
}

// settle decides what an undecided statement leads to: policies pass reasons on and cannot
// tell a plan from an account. One without a reason keeps the status that its policy gave.
func (s *statement) settle(source model.Source) {
	s.source = source
	if s.status == verdict.NotApplicable {
		return // its reason is the policy's own
	}
	if s.status != verdict.Unknown && s.status != verdict.NotCollected {
		s.reason = ""
		return
	}
	if s.reason != "" {
		s.status = undecidedStatus(model.Reason(s.reason), source)
	}
	if s.status == verdict.Unknown {
		s.needs = model.Reason(s.reason).Settled(source)
	}
}

// undecided is the message of a verdict that was not decided: which attribute, and what it waits for.
func (s statement) undecided() string {
	outlook, telling := s.outlook()
	why := s.detail
	if why == "" && (!telling || s.attribute == "") {
		why = strings.ReplaceAll(s.reason, "_", " ")
	}
	switch {
	case s.attribute == "" && why == "":
		return "the rule gives no reason"
	case s.attribute == "":
		return why
	case why == "":
		return s.attribute + " " + outlook
	}
	return fmt.Sprintf("%s %s: %s", s.attribute, outlook, why)
}

// outlook says when an attribute can be known, and whether that tells the reason too.
func (s statement) outlook() (text string, telling bool) {
	if s.status == verdict.NotCollected {
		return "was not read", false
	}
	if s.needs == model.NeedsSource {
		return verdict.WithoutConfiguration, true
	}
	switch model.Reason(s.reason) {
	case model.KnownAfterApply:
		if s.source.Kind == model.KindPlan {
			return verdict.BeforeApply, true
		}
	case model.UnresolvedReference:
		return "is not resolved", true
	case model.Unmatched:
		return "is not decided", false
	case model.Sensitive:
		return "is marked sensitive and was not read", true
	case model.NotManaged, model.NotInSource:
		return "is not for this " + s.source.Kind + " to tell", false
	case model.NotRecorded, model.NotPriced:
		return "cannot be known", false
	}
	return "is not in this " + s.source.Kind, false
}
