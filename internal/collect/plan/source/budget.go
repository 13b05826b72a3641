package source

import (
	"errors"
	"fmt"
	"time"

	"github.com/zclconf/go-cty/cty"
)

// Limits of evaluating a source. Real ones need a thousandth of it; what needs more was
// written to take a machine down, or loops over itself.
const (
	// mostParts is how many values may stand in one: elements, members, 16 bytes of text.
	mostParts = 4_000_000
	// mostWork is how many values may be looked at in one run.
	mostWork = 400_000_000
	mostTime = 2 * time.Minute
)

// ErrTooMuch says that evaluating the source takes more than an architecture is worth.
var ErrTooMuch = errors.New("the source needs more work than archcheck does")

// budget counts the work of one run.
type budget struct {
	work  int
	until time.Time
	// over is what was said when the work came to its end; nothing is evaluated after it.
	over error
}

func newBudget() *budget { return &budget{work: mostWork, until: time.Now().Add(mostTime)} }

// spend takes from what is left.
func (b *budget) spend(n int) error {
	const often = 1 << 16
	before := b.work
	if b.work -= n; b.over == nil {
		switch {
		case b.work < 0:
			b.over = fmt.Errorf("%w: more than %d values", ErrTooMuch, mostWork)
		case before/often != b.work/often && time.Now().After(b.until):
			b.over = fmt.Errorf("%w: more than %s", ErrTooMuch, mostTime)
		}
	}
	return b.over
}

// weigh spends the size of values; one that is too big ends the evaluation.
func (b *budget) weigh(values ...cty.Value) error {
	if b.over != nil {
		return b.over
	}
	left := mostParts
	for _, v := range values {
		if left = sizeOf(v, left); left < 0 {
			b.over = fmt.Errorf("%w: a value has more than %d parts", ErrTooMuch, mostParts)
			return b.over
		}
	}
	return b.spend(mostParts - left + 1)
}

// sizeOf takes the size of a value from what is left, and stops below zero.
func sizeOf(v cty.Value, left int) int {
	left--
	if v == cty.NilVal || left < 0 {
		return left
	}
	v, _ = v.Unmark()
	switch {
	case v.IsNull() || !v.IsKnown():
	case v.Type() == cty.String:
		left -= len(v.AsString()) / 16
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next() && left >= 0; {
			_, element := it.Element()
			left = sizeOf(element, left)
		}
	}
	return left
}
