package source

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"
)

// Limits of evaluating a source. Real ones need a thousandth of it; what needs more was
// written to take a machine down, or loops over itself.
const (
	// mostParts is how many values may stand in one: elements, members, 16 bytes of text.
	mostParts = 1_000_000
	// mostWork is how many values may be looked at in one run.
	mostWork = 40_000_000
	mostTime = time.Minute
	// mostDigits is how many a number may have before its point.
	mostDigits = 10_000
)

// What may stand between the % and the letter of a verb.
// https://developer.hashicorp.com/terraform/language/functions/format
const (
	digits    = "0123456789"
	verbSigns = " +-#.[]"
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
			return b.tooBig()
		}
	}
	return b.spend(mostParts - left + 1)
}

func (b *budget) tooBig() error {
	if b.over == nil {
		b.over = fmt.Errorf("%w: a value has more than %d parts", ErrTooMuch, mostParts)
	}
	return b.over
}

// foresee refuses calls whose result is known to be too big before it is made.
func (b *budget) foresee(name string, args []cty.Value) error {
	if repeated(name, args)/16 > mostParts {
		return b.tooBig()
	}
	made := 1
	for i, arg := range args {
		switch {
		case name == "setproduct" && iterable(arg):
			made *= max(arg.LengthInt(), 1)
		case (name == "format" || name == "formatlist") && i == 0 && isText(arg):
			made = max(made, widest(arg.AsString())*mostParts/mostDigits)
		case name == "indent" && !arg.IsMarked() && arg.IsKnown() && !arg.IsNull() && arg.Type() == cty.Number && len(args) == 2 && isText(args[1]):
			spaces, _ := arg.AsBigFloat().Int64()
			made = max(made, int(min(spaces, mostParts))*(1+strings.Count(args[1].AsString(), "\n")))
		}
		if made > mostParts {
			return b.tooBig()
		}
	}
	return nil
}

// repeated is how many bytes a function makes by repeating a text: one allocation that no memory has.
func repeated(name string, args []cty.Value) int {
	if slices.ContainsFunc(args, func(v cty.Value) bool { return v.IsMarked() || !v.IsKnown() || v.IsNull() }) {
		return 0
	}
	switch {
	case name == "join" && len(args) > 1 && isText(args[0]):
		elements := 0
		for _, list := range args[1:] {
			if iterable(list) {
				elements += list.LengthInt()
			}
		}
		return elements * len(args[0].AsString())
	case name == "replace" && len(args) == 3 && isText(args[0]) && isText(args[1]) && isText(args[2]):
		text, old := args[0].AsString(), args[1].AsString()
		times := strings.Count(text, old)
		if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			times = len(text) + 1 // at most
		}
		return times * len(args[2].AsString())
	case name == "format" && len(args) > 1 && isText(args[0]):
		longest := 0
		for _, v := range args[1:] {
			if isText(v) {
				longest = max(longest, len(v.AsString()))
			}
		}
		return strings.Count(args[0].AsString(), "%") * longest
	}
	return 0
}

// widest is the greatest number in the verbs of a format. What stands around them is text, such as the account
// of an ARN.
func widest(format string) int {
	most := 0
	for _, after := range strings.Split(strings.ReplaceAll(format, "%%", ""), "%")[1:] {
		verb := after[:len(after)-len(strings.TrimLeft(after, verbSigns+digits))]
		for _, number := range strings.FieldsFunc(verb, func(r rune) bool { return !strings.ContainsRune(digits, r) }) {
			n, err := strconv.Atoi(number)
			if err != nil {
				n = 2 * mostDigits
			}
			most = max(most, min(n, 2*mostDigits))
		}
	}
	return most
}

// isHuge reports whether a number has so many digits that to write them takes the time of a run.
func isHuge(v cty.Value) bool {
	const bitsOfADigit = 4
	exponent := v.AsBigFloat().MantExp(nil)
	return exponent > bitsOfADigit*mostDigits || exponent < -bitsOfADigit*mostDigits
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
	case v.Type() == cty.Number:
		if isHuge(v) {
			return -1
		}
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
