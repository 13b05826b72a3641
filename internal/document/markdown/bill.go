package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// bill is where an amount stands: the line of its table, and what its row says that it is paid for.
type bill struct {
	table int
	parts []string
}

// billed joins what the rows of one table say that one thing costs, where each is a part of it, such as storage and
// requests. Rows that are none, and tables that do not agree, leave open which of them is meant.
func (r *reader) billed(group []claim) (joined []claim, isOpen bool) {
	tables := map[int][]claim{}
	for _, c := range group {
		if c.bill == nil {
			joined = append(joined, c)
		} else {
			tables[c.bill.table] = append(tables[c.bill.table], c)
		}
	}
	var sums []claim
	for _, table := range sorted(tables) {
		one, ok := sumOf(tables[table])
		if !ok {
			askWhich(tables[table], group, "is it one of the rows, or all of them together?")
			return nil, true
		}
		sums = append(sums, one)
	}
	if slices.ContainsFunc(sums, func(c claim) bool { return c.value != sums[0].value }) {
		askWhich(sums, group, "which of the tables is in force?")
		return nil, true
	}
	return append(joined, sums...), false
}

// sumOf is what several rows say together, where each is paid for another part.
func sumOf(rows []claim) (claim, bool) {
	sum := rows[0]
	if len(rows) == 1 {
		return sum, true
	}
	for i, c := range rows {
		isTwice := slices.ContainsFunc(rows[:i], func(o claim) bool { return slices.Equal(o.bill.parts, c.bill.parts) })
		if len(c.bill.parts) == 0 || isTwice {
			return claim{}, false
		}
		if i > 0 {
			sum.value = plus(sum.value, c.value)
		}
	}
	return sum, true
}

// plus adds two bands of money.
func plus(a, b string) string {
	lowA, highA := endsOfBand(a)
	lowB, highB := endsOfBand(b)
	if lowA+lowB == highA+highB {
		return strconv.Itoa(lowA + lowB)
	}
	return fmt.Sprintf("%d-%d", lowA+lowB, highA+highB)
}

// endsOfBand are the ends of a band as bandOf writes it.
func endsOfBand(band string) (low, high int) {
	first, second, isRange := strings.Cut(band, "-")
	low, _ = strconv.Atoi(first)
	if high = low; isRange {
		high, _ = strconv.Atoi(second)
	}
	return low, high
}

// askWhich says of the claims of a group, some of which do not agree, that it is open which is meant.
func askWhich(all, group []claim, question string) {
	var amounts []string
	for _, c := range all {
		amounts = append(amounts, fmt.Sprintf("%s on line %d", c.value, c.by.Line))
	}
	for _, c := range group {
		detail := fmt.Sprintf("%s: %s: %s Write one row", c.path, strings.Join(amounts, ", "), question)
		c.by.set(Ambiguous, detail)
	}
}
