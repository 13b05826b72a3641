package cost

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/shopspring/decimal"
)

// rowSum is what the lines of a row cost at the least, and what keeps that from being known.
type rowSum struct {
	Figures
	open *Line
	// may is what lines cost of which it is not decided that they are of the row.
	may decimal.Decimal
}

// allRows stands for all rows together.
const allRows = ""

// sums are those of each row and of all.
func (e Estimate) sums(a *model.Architecture) map[string]rowSum {
	sums := map[string]*rowSum{allRows: {}}
	of := func(name string) *rowSum {
		if sums[name] == nil {
			sums[name] = &rowSum{}
		}
		return sums[name]
	}
	for i := range e.Lines {
		l := &e.Lines[i]
		for _, name := range []string{allRows, l.Row} {
			s := of(name)
			s.Figures = s.Plus(l.Least())
			s.note(l, a.Source.Kind)
		}
		for _, name := range l.May {
			s := of(name)
			s.may = s.may.Add(l.Least().Expected)
			s.note(l, a.Source.Kind)
		}
	}
	for _, r := range e.documented {
		of(r.name).lack(gapIn(a, r.class))
	}
	for _, class := range classes() {
		sums[allRows].lack(gapIn(a, class))
	}
	all := make(map[string]rowSum, len(sums))
	for name, s := range sums {
		all[name] = *s
	}
	return all
}

// note keeps of the lines without a price the first one that could have been read, else the first.
func (s *rowSum) note(l *Line, source string) {
	could := func(l *Line) bool { return l.Reason.Collectable(source) }
	if l.Price == nil && (s.open == nil || could(l) && !could(s.open)) {
		s.open = l
	}
}

// lack keeps what was not read: more than one line may be missing with it.
func (s *rowSum) lack(gap *Line) {
	if gap != nil && (s.open == nil || s.open.Class != notRead) {
		s.open = gap
	}
}

// notRead is the class of a line that stands for all that was not read.
const notRead = "not read"

// gapIn is what was not read of what the lines of a class are reckoned from.
func gapIn(a *model.Architecture, class string) *Line {
	for _, collection := range collections()[class] {
		if gap := a.GapFor(collection); gap != nil {
			return &Line{
				Class:     notRead,
				What:      "what was not read",
				Label:     collection,
				NotPriced: gap.Detail,
				Reason:    gap.Reason,
			}
		}
	}
	return nil
}

// rowsAbove are the rows that cost more than documented. A row that something without a price
// could raise over its limit breaks the list.
func (e Estimate) rowsAbove(mine, rest map[string]rowSum, limits Limits) model.List[string] {
	list := model.Whole[string]()
	for _, r := range e.documented {
		limit, documented := limits.Rows[r.name]
		if !documented {
			continue
		}
		sum, more := mine[r.name], rest[r.name]
		open := sum.open
		if open == nil {
			open = more.open
		}
		if open == nil && r.class == RowThings && sum.Maximum.IsZero() {
			open = byUse(r.name)
		}
		total := decided(sum.Expected, more.Expected.Add(more.may).Add(sum.may), open, &limit)
		if !total.IsKnown() {
			list = list.Broken(total.Why())
		} else if sum.Expected.GreaterThan(limit) {
			list = list.With(
				fmt.Sprintf("%s %s, documented %s", r.name, money(sum.Expected), limits.Documented[r.name]),
			)
		}
	}
	return list
}
