package cost

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// Change is a line that differs between two estimates.
type Change struct {
	Row      string `json:"row"`
	Resource string `json:"resource"`
	What     string `json:"what"`
	// Before, After and Difference are the expected month in USD; empty where a line is not priced.
	Before     string `json:"before"`
	After      string `json:"after"`
	Difference string `json:"difference"`
}

// key names a line across a plan and an account, where the same resource has another id: by
// its row, what it is, and the order among those alike.
type key struct {
	row, what string
	n         int
}

func keyed(e Estimate) map[key]Line {
	all, count := map[key]Line{}, map[key]int{}
	for _, l := range e.Lines {
		base := key{l.Row, l.What, 0}
		count[base]++
		all[key{l.Row, l.What, count[base]}] = l
	}
	return all
}

// Differences lists the lines that are new, gone or of another amount, sorted.
func Differences(before, after Estimate) []Change {
	x, y := keyed(before), keyed(after)
	seen := map[key]bool{}
	var changes []Change
	for _, side := range []map[key]Line{x, y} {
		for k := range side {
			if seen[k] {
				continue
			}
			seen[k] = true
			if c, differs := changed(x, y, k); differs {
				changes = append(changes, c)
			}
		}
	}
	rows := after.Join(before).Rows()
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(
			slices.Index(rows, a.Row)-slices.Index(rows, b.Row),
			cmp.Compare(a.What, b.What),
			cmp.Compare(a.Resource, b.Resource),
			cmp.Compare(a.Difference, b.Difference),
		)
	})
	return changes
}

func changed(before, after map[key]Line, k key) (Change, bool) {
	x, had := before[k]
	y, has := after[k]
	l := y
	if !has {
		l = x
	}
	amount := func(l Line, there bool) (decimal.Decimal, string) {
		switch {
		case !there:
			return decimal.Decimal{}, money(decimal.Decimal{})
		case l.Price == nil:
			return decimal.Decimal{}, "not priced"
		}
		return l.Monthly().Expected, money(l.Monthly().Expected)
	}
	was, wasText := amount(x, had)
	is, isText := amount(y, has)
	c := Change{Row: l.Row, Resource: l.Label, What: l.What, Before: wasText, After: isText}
	if wasText != "not priced" && isText != "not priced" {
		c.Difference = signed(is.Sub(was))
	}
	return c, wasText != isText
}

// missing is what one side's total lacks, so that a difference does not look like a saving.
func (s Statement) missing(side string) []string {
	notes := []string{}
	if n := len(s.Estimate.NotPriced()); n > 0 {
		notes = append(
			notes,
			fmt.Sprintf(
				"%s, %d of %d lines are not priced and count for nothing: its total is too low",
				side,
				n,
				len(s.Estimate.Lines),
			),
		)
	}
	for _, gap := range s.Gaps {
		notes = append(notes, side+", "+gap)
	}
	return notes
}

// percent is how much a month grows, empty where it cost nothing before.
func percent(was, is decimal.Decimal) string {
	if was.IsZero() {
		return ""
	}
	change := is.Sub(was).Mul(decimal.NewFromInt(100)).Div(was)
	text := change.StringFixed(1) + " %"
	if change.IsPositive() {
		text = "+" + text
	}
	return text
}

func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + money(d)
	}
	return money(d)
}
