package model

// Reason says why an attribute is unknown. It decides the verdict: what nobody can
// know before apply is "unknown", what could have been read and was not is "not collected".
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
	// Expired: the credentials expired while the account was read.
	Expired Reason = "expired"
	// TimedOut: the time that the user gave was over.
	TimedOut Reason = "timed_out"
	// Vanished: the resource was deleted while the account was read.
	Vanished Reason = "vanished"
	// NotRecorded: AWS keeps no record of it, so no account can tell.
	NotRecorded Reason = "not_recorded"
	// NotPriced: the price book lacks it, so that no input could tell what it costs.
	NotPriced Reason = "not_priced"
	// Partial: the plan is errored, incomplete, targeted or deferred, so absence proves nothing.
	Partial Reason = "partial"
	// Unsupported: the source uses a form archcheck cannot read.
	Unsupported Reason = "unsupported"
)

// Collectable reports whether the value could have been read, so that missing it
// means "not collected" (exit 3) and not merely "unknown before apply".
func (r Reason) Collectable() bool {
	switch r {
	case KnownAfterApply, UnresolvedReference, Sensitive, NotManaged, NotRecorded, NotPriced:
		return false
	default:
		return true
	}
}

// Why explains an unknown attribute. Candidates, when present, are all the values
// it can take: a rule that holds for each of them holds.
type Why struct {
	Reason     Reason   `json:"reason"`
	Candidates []string `json:"candidates,omitempty"`
	Detail     string   `json:"detail,omitempty"`
	// Same names the expression an unknown value comes from: two of the same expression in
	// the same module instance are equal, whatever they are.
	Same string `json:"same,omitempty"`
}

// Value is an attribute that may be unknown. The zero Value is unknown.
type Value[T any] struct {
	value T
	known bool
	why   *Why
}

// Known returns a value that was read.
func Known[T any](value T) Value[T] { return Value[T]{value: value, known: true} }

// Unknown returns a value that could not be read, and why.
func Unknown[T any](why Why) Value[T] { return Value[T]{why: &why} }

// Get returns the value and whether it is known.
func (v Value[T]) Get() (T, bool) { return v.value, v.known }

// Or returns the value, or other when it is unknown. Use it for display and for
// lookups that treat "unknown" as "no match", never to decide a verdict.
func (v Value[T]) Or(other T) T {
	if v.known {
		return v.value
	}
	return other
}

// IsKnown reports whether the value was read.
func (v Value[T]) IsKnown() bool { return v.known }

// Why returns the reason of an unknown value; for a known one it is meaningless.
func (v Value[T]) Why() Why { return explain(v.why) }

// Candidates returns all values v can take: itself when known, the candidates of
// an unknown reference, or nothing.
func Candidates(v Value[string]) []string {
	if v.known {
		return []string{v.value}
	}
	return explain(v.why).Candidates
}

// Equal reports whether two values are equal: both known, or unknown from the same
// expression. It is unknown where that does not decide.
func Equal(a, b Value[string]) Value[bool] {
	x, xKnown := a.Get()
	y, yKnown := b.Get()
	switch {
	case xKnown && yKnown:
		return Known(x == y)
	case !xKnown && !yKnown && a.Why().Same != "" && a.Why().Same == b.Why().Same:
		return Known(true)
	case !xKnown:
		return Unknown[bool](a.Why())
	}
	return Unknown[bool](b.Why())
}

// List is a collection attribute that may be known in part. Items are what was
// read; Whole says that there is nothing else. The zero List is empty and not whole.
type List[T any] struct {
	items []T
	whole bool
	why   *Why
}

// Whole returns a list that was read completely. Whole[T]() is the known empty list.
func Whole[T any](items ...T) List[T] { return List[T]{items: items, whole: true} }

// Part returns what was read of a list and why the rest is missing.
func Part[T any](why Why, items ...T) List[T] { return List[T]{items: items, why: &why} }

// Items returns what was read, which is everything only if IsWhole.
func (l List[T]) Items() []T { return l.items }

// IsWhole reports whether nothing is missing from Items.
func (l List[T]) IsWhole() bool { return l.whole }

// Why returns why a list is not whole; for a whole one it is meaningless.
func (l List[T]) Why() Why { return explain(l.why) }

// With returns the list with more items; wholeness stays as it is.
func (l List[T]) With(items ...T) List[T] {
	l.items = append(l.items[:len(l.items):len(l.items)], items...)
	return l
}

// Broken returns the list marked as not whole.
func (l List[T]) Broken(why Why) List[T] {
	if l.whole {
		l.whole, l.why = false, &why
	}
	return l
}

func explain(why *Why) Why {
	if why == nil {
		return Why{Reason: NotReturned}
	}
	return *why
}
