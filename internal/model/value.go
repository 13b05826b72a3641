package model

import (
	"slices"
	"sync/atomic"
)

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

// KnownLater stands in a text for a part that only apply will tell.
const KnownLater = "known-after-apply"

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

// Map is what f makes of a value, unknown for the same reason where the value is.
func Map[T, U any](v Value[T], f func(T) U) Value[U] {
	value, known := v.Get()
	if !known {
		return Unknown[U](v.Why())
	}
	return Known(f(value))
}

// Equal reports whether two values are equal: both known, or unknown from the same
// expression. It is unknown where that does not decide.
func Equal[T comparable](a, b Value[T]) Value[bool] {
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
	// taken is how much of the array behind items belongs to a list, of all that share it. Without one it is
	// not known.
	taken *atomic.Int64
}

// Whole returns a list that was read completely. Whole[T]() is the known empty list.
func Whole[T any](items ...T) List[T] { return List[T]{items: items, whole: true} }

// Part returns what was read of a list and why the rest is missing.
func Part[T any](why Why, items ...T) List[T] { return List[T]{items: items, why: &why} }

// Items returns what was read, which is everything only if IsWhole.
func (l List[T]) Items() []T { return slices.Clip(l.items) }

// IsWhole reports whether nothing is missing from Items.
func (l List[T]) IsWhole() bool { return l.whole }

// Why returns why a list is not whole; for a whole one it is meaningless.
func (l List[T]) Why() Why { return explain(l.why) }

// With returns the list with more items; wholeness stays as it is. A list that grows by one item at a time takes
// time by its length: of all lists that begin alike, the first to grow keeps the array.
func (l List[T]) With(items ...T) List[T] {
	n := len(l.items)
	if l.taken == nil || cap(l.items)-n < len(items) || !l.taken.CompareAndSwap(int64(n), int64(n+len(items))) {
		l.items, l.taken = slices.Clip(l.items), new(atomic.Int64)
		l.taken.Store(int64(n + len(items)))
	}
	l.items = append(l.items, items...)
	return l
}

// Broken returns the list marked as not whole. Of two reasons the first counts, unless it
// is one that nothing settles and the other is not: what is still to come may yet decide.
func (l List[T]) Broken(why Why) List[T] {
	if l.whole || why.Outweighs(l.Why()) {
		l.whole, l.why = false, &why
	}
	return l
}

// Joined holds the items of both lists, those of the first in front. It is whole only if both are.
func (l List[T]) Joined(more List[T]) List[T] {
	l = l.With(more.items...)
	if !more.whole {
		l = l.Broken(more.Why())
	}
	return l
}

// Union holds the items of both lists, each once, those of the first in front. It is whole only
// if both are.
func Union(list, more List[string]) List[string] {
	for _, item := range more.items {
		if !slices.Contains(list.items, item) {
			list = list.With(item)
		}
	}
	if !more.whole {
		list = list.Broken(more.Why())
	}
	return list
}

func explain(why *Why) Why {
	if why == nil {
		return Why{Reason: NotReturned}
	}
	return *why
}
