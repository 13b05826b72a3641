package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// quantity is a number, or two, with the words that bound and measure it: "at least 7 days", "between 2 and 10".
type quantity struct {
	// first and last are the words that it takes up.
	first, last int
	// low and high are its ends as they are written, empty where it has none.
	low, high string
	// isBare says that nothing says how the number is meant.
	isBare bool
	// unit is the word behind it where that is one of time or size.
	unit string
	// problem says why it cannot be one, empty where it can.
	problem string
}

// quantities are those of a text, in their order.
func quantities(words []string) (all []quantity) {
	for i := 0; i < len(words); {
		if !isNumber(words[i]) {
			i++
			continue
		}
		q := quantityAt(words, i)
		if n := len(all); n > 0 && all[n-1].takes(q, words) {
			all[n-1] = all[n-1].with(q)
		} else {
			all = append(all, q)
		}
		i = q.last + 1
	}
	return all
}

// quantityAt reads the number at a word, with what stands before and behind it.
func quantityAt(words []string, at int) quantity {
	q := quantity{first: at, last: at, isBare: true}
	low, high, taken := numberAt(words, at)
	q.last += taken - 1
	switch plus := strings.TrimSuffix(low, "+"); {
	case high != "":
		q.low, q.high, q.isBare = low, high, false
	case plus != low:
		q.low, q.isBare = plus, false
	default:
		q.low, q.high = low, low
	}
	q.readUnit(words)
	if q.isBare {
		q.readTo(words)
	}
	q.readBefore(words)
	q.readBehind(words)
	return q
}

// readUnit takes the word for what is counted in time or size.
func (q *quantity) readUnit(words []string) {
	next := q.last + 1
	if next >= len(words) || words[next] == "min" && slices.Contains(words, "max") {
		return
	}
	if _, ok := unitOf(words[next]); ok {
		q.unit, q.last = words[next], next
	}
}

// readTo reads the second number of "2 to 10" and "between 2 and 10".
func (q *quantity) readTo(words []string) {
	next := q.last + 1
	if next+1 >= len(words) || !isNumber(words[next+1]) {
		return
	}
	between := q.first > 0 && slices.Contains([]string{"between", "from"}, words[q.first-1])
	isEnd := next+2 < len(words) && slices.Contains([]string{"max", "maximum"}, words[next+2])
	switch word := words[next]; {
	case isEnd && slices.Contains([]string{"min", "minimum"}, word): // 2 (min) / 10 (max)
		defer func() { q.last++ }()
	case slices.Contains([]string{"to", "through", "until", "–", "—", "-", "bis", "à", "a", "até", "hasta"}, word),
		between && word == "and":
	case word == "or":
		_, _, taken := numberAt(words, next+1)
		q.problem, q.last = "which of the numbers is it?", next+taken
		q.readUnit(words)
		return
	default:
		return
	}
	low, high, taken := numberAt(words, next+1)
	if high != "" || strings.HasSuffix(low, "+") {
		q.problem = "where does it end?"
		return
	}
	q.high, q.isBare, q.last = low, false, next+taken
	if q.unit == "" {
		q.readUnit(words)
	}
	if between {
		q.first--
	}
}

// bind makes of a number one end of a range. A range that is bounded once more says two things.
func (q *quantity) bind(b bound, first, last int) {
	if !q.isBare && q.low != "" && q.high != "" && q.low != q.high {
		q.problem = "where does it begin and end?"
		return
	}
	number := q.low
	if number == "" {
		number = q.high
	}
	q.first, q.last, q.isBare = min(first, q.first), max(last, q.last), false
	switch {
	case b.exact:
		q.low, q.high = number, number
	case b.low:
		q.low, q.high = moved(number, b.by), ""
	default:
		q.low, q.high = "", moved(number, b.by)
	}
}

// moved is a whole number and what is added to it; of others a little more or less is the same.
func moved(number string, by int) string {
	n, err := strconv.Atoi(number)
	if err != nil || by == 0 {
		return number
	}
	return strconv.Itoa(n + by)
}

// takes reports whether the next number is the other end of this one: "min 2, max 10", "at least 2 each and scales to
// 10".
func (q quantity) takes(next quantity, words []string) bool {
	between := words[q.last+1 : max(next.first, q.last+1)]
	isJoint := func(w string) bool {
		return isCountable(w) || slices.Contains([]string{"each", "and", "but", "can", "may", "it", "they", "which"}, w)
	}
	isFar := len(between) > 2 && slices.ContainsFunc(between, func(w string) bool { return !isJoint(w) })
	near := !isFar && !slices.ContainsFunc(between, func(w string) bool { return w == "or" || isNumber(w) }) &&
		(q.unit == next.unit || q.unit == "" || next.unit == "")
	if q.isBare && next.low == "" && len(between) == 0 && next.first == q.last+1 && q.unit == next.unit {
		return slices.Equal(words[q.last+1:min(len(words), q.last+3)], []string{"up", "to"}) // 200 GB up to 500 GB
	}
	return q.isStartOf(next, words) || near && q.problem == "" && next.problem == "" &&
		(q.high == "" && next.low == "" || q.low == "" && next.high == "")
}

// isCountable reports whether a word is one for what is counted.
func isCountable(word string) bool {
	return slices.Contains(
		[]string{"task", "tasks", "instance", "instances", "node", "nodes", "container", "containers",
			"replicas"},
		word,
	)
}

// isStartOf reports whether a number alone is where it starts that the next one ends: "4 tasks, max 10". What that one
// counts is nothing else.
func (q quantity) isStartOf(next quantity, words []string) bool {
	counted, behind := words[q.last+1:max(next.first, q.last+1)], words[next.last+1:]
	isSame := len(behind) == 0 || len(counted) == 1 && behind[0] == counted[0]
	low, errLow := strconv.Atoi(q.low)
	high, errHigh := strconv.Atoi(next.high)
	return q.isBare && next.low == "" && q.unit == next.unit && q.problem == "" && next.problem == "" && isSame &&
		len(counted) == 1 && isCountable(counted[0]) && errLow == nil && errHigh == nil && low < high
}

func (q quantity) with(next quantity) quantity {
	if q.isBare {
		q.high, q.isBare = "", false
	}
	q.last, q.low, q.high = next.last, q.low+next.low, q.high+next.high
	if q.unit == "" {
		q.unit = next.unit
	}
	return q
}

// value is the quantity as documents of archcheck write it: 7, 7+, 2-10. What is bare stays so: how it is meant is said
// once all that is asked is known. Least is the lowest number that it can be; dimension what it counts. A problem says
// why it is none.
func (q quantity) value(dimension string, least int) (value, problem string) {
	low, high, problem := q.in(dimension)
	switch {
	case problem != "":
		return "", problem
	case high == "":
		return low + "+", ""
	case low == "":
		return strconv.Itoa(least) + "-" + high, ""
	case low == high && q.isBare:
		return low, ""
	}
	return low + "-" + high, ""
}

// in are the ends of a quantity in a dimension.
func (q quantity) in(dimension string) (low, high, problem string) {
	if q.problem != "" {
		return "", "", q.problem
	}
	ends := []string{q.low, q.high}
	for i, end := range ends {
		if end == "" {
			continue
		}
		if ends[i] = converted(end, q.unit, dimension); ends[i] == "" {
			return "", "", fmt.Sprintf(
				"how many %s are %s?",
				dimensionWords(dimension),
				strings.TrimSpace(end+" "+q.unit),
			)
		}
	}
	return ends[0], ends[1], ""
}
