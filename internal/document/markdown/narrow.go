package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// lifted is the value of a claim that something is not required.
const lifted = "null"

// both is what two claims on a path ask together, where one thing can be as both say: at least 2 and from 2 to 10 are
// from 2 to 10. Two that say different numbers and no more do not agree.
func (r *reader) both(path, a, b string) (value string, ok bool) {
	switch form := r.lexicon.table.requirement(r.asked(path)).Form; {
	case a == b:
		return a, true
	case form == kind.Word:
		return narrowed(a, b)
	case strings.HasSuffix(path, ".engine_version"):
		return longer(a, b)
	case path == "cost.monthly_usd":
		return underBudget(a, b)
	case strings.HasPrefix(path, "cost.") || form != kind.Number && !isCount(path):
		return "", false
	}
	one, okOne := spanOf(a)
	other, okOther := spanOf(b)
	if !okOne || !okOther {
		return "", false
	}
	isStart := func(number string, n, ends span) bool { return isAlone(number) && !ends.isExact() && ends.holds(n.low) }
	if isCapacity(path) && (isStart(a, one, other) || isStart(b, other, one)) {
		return scaled(one, other)
	}
	if isCapacity(path) && one.isExact() != other.isExact() && !one.isOpen && !other.isOpen {
		return "", false // what scales is not always as many
	}
	return one.with(other)
}

// asked is the requirement that a path asks, as OWNER.REQUIREMENT.
func (r *reader) asked(path string) string {
	parts := strings.Split(path, ".")
	switch {
	case len(parts) == 3 && parts[0] == "components":
		if e := r.entityNamed(parts[1]); e != nil {
			return e.kind + "." + parts[2]
		}
	case len(parts) == 3 && parts[0] == "tiers":
		return "tier." + parts[2]
	}
	return path
}

// isCount reports whether a path asks how many things a component is.
func isCount(path string) bool {
	return strings.HasPrefix(path, "components.") && strings.HasSuffix(path, ".count")
}

// isCapacity reports whether a path asks for a number that scaling moves between its ends.
func isCapacity(path string) bool { return strings.HasSuffix(path, ".tasks") || isCount(path) }

// isAlone reports whether a value is a number with nothing that bounds it.
func isAlone(value string) bool { return value != "" && strings.Trim(value, "0123456789") == "" }

// scaled is what a number of tasks and the ends that they scale between ask: the ends, or from that number to the end
// where only that is said.
func scaled(a, b span) (string, bool) {
	if b.isExact() {
		a, b = b, a
	}
	if b.isOpen {
		return a.text(), true
	}
	if b.low == 0 {
		b.low = a.low
	}
	return b.text(), true
}

// startsWith says of a number of tasks that is not the number asked for that nothing holds that they start with it.
func (r *reader) startsWith(group []claim, settled claim) {
	for _, c := range group {
		one, ok := spanOf(c.value)
		end, isSpan := spanOf(settled.value)
		if isCapacity(c.path) && ok && isSpan && one.isExact() && !end.isExact() && end.low != one.low {
			c.by.set(
				NotUnderstood,
				fmt.Sprintf("nothing holds that it starts with %s: line %d says from where to where",
					c.value, lineOf(group, settled)),
			)
		}
	}
}

func lineOf(group []claim, settled claim) int {
	i := slices.IndexFunc(group, func(c claim) bool { return c.value == settled.value })
	return group[max(i, 0)].by.Line
}

// narrowed is what two lists of words that one must be of have in common.
func narrowed(a, b string) (string, bool) {
	words := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(`[], "`, r) })
	}
	common := slices.DeleteFunc(words(a), func(w string) bool { return !slices.Contains(words(b), w) })
	switch {
	case len(common) == 0:
		return "", false
	case len(common) == 1:
		return strconv.Quote(common[0]), true
	}
	return "[" + strings.Join(common, ", ") + "]", true
}

// underBudget is what a month costs, where that is within what it may cost at most.
func underBudget(a, b string) (string, bool) {
	one, _ := spanOf(a)
	other, _ := spanOf(b)
	switch {
	case one.low == 0 && one.holds(other.low) && one.holds(other.high):
		return b, true
	case other.low == 0 && other.holds(one.low) && other.holds(one.high):
		return a, true
	}
	return "", false
}

// longer is the more exact one of two versions: 15 is met by 15.4.
func longer(a, b string) (string, bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	return b, strings.HasPrefix(strings.Trim(b, `"`), strings.Trim(a, `"`)+".")
}

// asMeant is a value with a number alone as its requirement means it.
func (l *lexicon) asMeant(ask, value string) string {
	low, high, isRange := strings.Cut(value, "-")
	switch {
	case isRange && low == high && isAlone(low):
		return low
	case !isAlone(value):
		return value
	}
	owner, name, _ := strings.Cut(ask, ".")
	for i := range l.Requirements {
		q := &l.Requirements[i]
		if q.Bare == "at_least" && (q.Ask == ask || q.Ask == "*."+name && l.table.has(owner, name)) {
			return value + "+"
		}
	}
	return value
}

// shown is what a claim says, for people.
func (r *reader) shown(c claim) string {
	if c.value == lifted {
		return "that it is not required"
	}
	return r.lexicon.asMeant(r.asked(c.path), c.value)
}

// span is a number with its ends.
type span struct {
	low, high int
	isOpen    bool
}

func spanOf(value string) (s span, ok bool) {
	first, last, isRange := strings.Cut(value, "-")
	first, s.isOpen = strings.CutSuffix(first, "+")
	low, err := strconv.Atoi(first)
	s.low, s.high = low, low
	if err == nil && isRange {
		s.high, err = strconv.Atoi(last)
	}
	return s, err == nil
}

func (s span) isExact() bool { return s.low == s.high && !s.isOpen }

func (s span) holds(n int) bool { return s.low <= n && (s.isOpen || n <= s.high) }

// with is what is in both.
func (s span) with(other span) (string, bool) {
	both := span{max(s.low, other.low), min(s.high, other.high), s.isOpen && other.isOpen}
	switch {
	case both.isOpen:
	case s.isOpen:
		both.high = other.high
	case other.isOpen:
		both.high = s.high
	}
	return both.text(), both.isOpen || both.low <= both.high
}

func (s span) text() string {
	switch {
	case s.isOpen:
		return fmt.Sprintf("%d+", s.low)
	case s.low == s.high:
		return strconv.Itoa(s.low)
	}
	return fmt.Sprintf("%d-%d", s.low, s.high)
}
