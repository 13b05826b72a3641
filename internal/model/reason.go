package model

// Reason says why an attribute is unknown. With the kind of source it decides the verdict:
// what this kind of source cannot tell is "unknown", what it could have told and did not is
// "not collected".
type Reason string

// The reasons an attribute can be unknown.
const (
	// KnownAfterApply: the plan itself cannot know the value before apply.
	KnownAfterApply Reason = "known_after_apply"
	// UnresolvedReference: the value refers to something that plan JSON does not carry, such as a local value.
	UnresolvedReference Reason = "unresolved_reference"
	// Sensitive: the value is marked sensitive and was dropped at the door.
	Sensitive Reason = "sensitive"
	// NotReturned: the source did not say. It is the zero reason's meaning too.
	NotReturned Reason = "not_returned"
	// NotInSource: the resource is referred to, but is not part of the plan or scan.
	NotInSource Reason = "not_in_source"
	// NotManaged: it exists, and the plan does not manage it, so no plan can tell.
	NotManaged Reason = "not_managed"
	// AccessDenied: the caller lacks the permission to read it.
	AccessDenied Reason = "access_denied"
	// Throttled: the service kept throttling after all retries.
	Throttled Reason = "throttled"
	// Unreachable: the endpoint did not answer.
	Unreachable Reason = "unreachable"
	// Failed: the service answered with an error, or with what is no answer of it.
	Failed Reason = "failed"
	// NotAsked: no rule that was chosen needs it, so that it was not asked for.
	NotAsked Reason = "not_asked"
	// Expired: the credentials expired while the account was read.
	Expired Reason = "expired"
	// TimedOut: the time that the user gave was over.
	TimedOut Reason = "timed_out"
	// Vanished: the resource was deleted while the account was read.
	Vanished Reason = "vanished"
	// Unmatched: which of several documented components a thing is, is not decided.
	Unmatched Reason = "unmatched"
	// NotRecorded: AWS keeps no record of it, so no account can tell.
	NotRecorded Reason = "not_recorded"
	// NotPriced: the price book lacks it, so that no input could tell what it costs.
	NotPriced Reason = "not_priced"
	// Partial: the plan is errored, incomplete, targeted or deferred, so absence proves nothing.
	Partial Reason = "partial"
	// Unsupported: the source uses a form archcheck cannot read.
	Unsupported Reason = "unsupported"
)

// The kinds of source.
const (
	KindPlan    = "plan"
	KindState   = "state"
	KindAccount = "account"
)

// Collectable reports whether a source of a kind could have told the value, so that missing
// it means "not collected" and not merely "unknown". A plan or state cannot tell what it only
// refers to; an account knows no apply to wait for.
func (r Reason) Collectable(kind string) bool {
	switch r {
	case NotManaged, NotRecorded, NotPriced:
		return false
	case KnownAfterApply, UnresolvedReference, Sensitive, NotInSource, NotReturned, "":
		return kind == KindAccount
	default:
		return true
	}
}

// Need is what would settle an unknown value.
type Need string

// What would settle an unknown value.
const (
	// NeedsSource: the Terraform configuration, which was not given.
	NeedsSource Need = "source"
	// NeedsApply: nothing before apply.
	NeedsApply Need = "apply"
	// NeedsReading: it stands in a form that archcheck does not take from such an input, as what is marked sensitive.
	NeedsReading Need = "reading"
	// NeedsScan: AWS or another state owns it, so neither source nor apply settles it.
	NeedsScan Need = "scan"
	// NeedsNothing: an account was read, and none can tell.
	NeedsNothing Need = "nothing"
)

// Settled says what settles a value that is unknown for the reason, in an input from source.
func (r Reason) Settled(source Source) Need {
	switch {
	case r.weight() == 0 && source.Kind == KindAccount:
		return NeedsNothing
	case r.weight() == 0, r == NotInSource:
		return NeedsScan
	case r != KnownAfterApply && r != UnresolvedReference, source.Kind != KindPlan:
		return NeedsReading
	case source.Configured:
		return NeedsApply
	}
	return NeedsSource
}

// Outweighs reports whether of two reasons why one thing is unknown this one counts: what may
// yet be settled, before what neither source nor apply settles.
func (w Why) Outweighs(other Why) bool { return w.Reason.weight() > other.Reason.weight() }

// weight orders reasons: those that neither source nor apply settles, those that depend on
// the kind of source, all others.
func (r Reason) weight() int {
	switch r {
	case NotManaged, NotRecorded, NotPriced:
		return 0
	case NotInSource:
		return 1
	}
	return 2
}
