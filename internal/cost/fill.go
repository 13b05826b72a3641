package cost

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// cents is how money is rounded where it leaves decimals.
const cents = 2

// Fill adds to each stack what it costs, and which AWS budgets watch it. Limit is what the
// expected month may cost, most what a budget may be; both are nil where nothing is documented.
func Fill(ix *wiring.Index, facts *wiring.Facts, e Estimate, limit, most *decimal.Decimal) {
	budgets, unread := budgetsOf(ix.Model, most), unreadOf(ix.Model)
	for i := range facts.Stacks {
		s := &facts.Stacks[i]
		mine := func(l Line) bool { return l.Stack == s.ID }
		sum := e.Least(mine)
		open := unread
		for j := range e.Lines {
			if l := &e.Lines[j]; unread == nil && mine(*l) && l.Price == nil && (open == nil || l.Reason.Collectable() && !open.Reason.Collectable()) {
				open = l
			}
		}
		s.ExpectedMonthlyUSD = decided(sum.Expected, open, limit)
		s.MaximumMonthlyUSD = decided(sum.Maximum, open, most)
		s.CostLines = e.words(mine)
		s.Budgets = budgets
	}
}

// unreadOf stands for the lines of a collection that was not read whole: what it lacks may
// cost anything.
func unreadOf(a *model.Architecture) *Line {
	for _, collection := range []string{"databases", "caches", "services", "task_definitions", "scaling_targets", "nat_gateways", "load_balancers", "subnets", "addresses",
		"vpc_endpoints", "secrets", "keys", "alarms", "log_groups", "repositories", "clusters", "web_acls", "records"} {
		if gap := a.GapFor(collection); gap != nil {
			return &Line{What: "what was not read", Label: collection, NotPriced: gap.Detail, Reason: gap.Reason}
		}
	}
	return nil
}

// decided is a total, unless a line without a price could raise it over the limit.
func decided(sum decimal.Decimal, open *Line, limit *decimal.Decimal) model.Value[float64] {
	if open != nil && (limit == nil || sum.LessThanOrEqual(*limit)) {
		why := fmt.Sprintf("%s of %s is not priced (%s); everything is at least %s", open.What, open.Label, open.NotPriced, sum.StringFixed(cents))
		return model.Unknown[float64](model.Why{Reason: open.Reason, Detail: why})
	}
	return model.Known(sum.Round(cents).InexactFloat64())
}

// words are the rows of some lines, and what is not priced.
func (e Estimate) words(keep func(Line) bool) []string {
	var all []string
	for _, row := range Rows() {
		f := e.Total(func(l Line) bool { return keep(l) && l.Row == row })
		if f.Maximum.IsPositive() {
			all = append(all, fmt.Sprintf("%s: %s expected, %s to %s", row, f.Expected.StringFixed(cents), f.Minimum.StringFixed(cents), f.Maximum.StringFixed(cents)))
		}
	}
	for _, l := range e.NotPriced() {
		if keep(l) {
			all = append(all, fmt.Sprintf("%s: %s not priced: %s", l.Row, l.Label, l.NotPriced))
		}
	}
	return all
}

// budgetsOf are the budgets that would tell before the band is left.
func budgetsOf(a *model.Architecture, most *decimal.Decimal) model.List[string] {
	list := model.Whole[string]()
	if gap := a.GapFor("budgets"); gap != nil {
		list = list.Broken(gap.Why())
	}
	for i := range a.Budgets {
		b := &a.Budgets[i]
		is := func(v model.Value[string], wanted string) model.Value[bool] {
			return model.Equal(v, model.Known(wanted))
		}
		tests := []model.Value[bool]{is(b.BudgetType, "COST"), is(b.TimeUnit, "MONTHLY"), is(b.LimitUnit, "USD"), within(b.Limit, most), notifies(b.Notifications)}
		fits, open := true, (*model.Why)(nil)
		for _, test := range tests {
			if value, known := test.Get(); !known {
				why := test.Why()
				open = &why
			} else if !value {
				fits = false
			}
		}
		switch {
		case !fits:
		case open != nil:
			list = list.Broken(*open)
		default:
			list = list.With(b.ID)
		}
	}
	return list
}

func within(limit model.Value[float64], most *decimal.Decimal) model.Value[bool] {
	value, known := limit.Get()
	if !known {
		return model.Unknown[bool](limit.Why())
	}
	return model.Known(most == nil || decimal.NewFromFloat(value).LessThanOrEqual(*most))
}

func notifies(count model.Value[int]) model.Value[bool] {
	n, known := count.Get()
	if !known {
		return model.Unknown[bool](count.Why())
	}
	return model.Known(n > 0)
}
