package cost

import (
	"cmp"
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// cents is how money is rounded where it leaves decimals.
const cents = 2

// Limits are what the document allows; nil is nothing.
type Limits struct {
	// Expected is what the expected month may cost, Most what the dearest may and what a budget may be.
	Expected, Most *decimal.Decimal
	// Rows are what the expected month of each row may cost, and Documented what the document says of it.
	Rows       map[string]decimal.Decimal
	Documented map[string]*Band
}

// Fill adds to each stack what it costs, and which AWS budgets watch it. With several stacks
// some lines are wired to none of them: they may be any one's.
func Fill(ix *wiring.Index, facts *wiring.Facts, e Estimate, limits Limits) {
	byStack, budgets := e.byStack(), newWatchers(ix, limits.Most)
	rest, unreckoned := Estimate{byStack[""].Lines, e.documented}.sums(ix.Model), NotReckoned(ix.Model)
	for i := range facts.Stacks {
		s := &facts.Stacks[i]
		own := Estimate{byStack[s.ID].Lines, e.documented}
		mine := own.sums(ix.Model)
		total, more := mine[allRows], rest[allRows]
		open := cmp.Or(total.open, more.open)
		s.ExpectedMonthlyUSD = decided(total.Expected, more.Expected, open, limits.Expected)
		s.MaximumMonthlyUSD = decided(total.Maximum, more.Maximum, open, limits.Most)
		s.RowsAbove = e.rowsAbove(mine, rest, limits)
		if s.IsEmpty() {
			s.ExpectedMonthlyUSD = unproven(s.ExpectedMonthlyUSD, limits.Expected)
			s.MaximumMonthlyUSD = unproven(s.MaximumMonthlyUSD, limits.Most)
			s.RowsAbove = s.RowsAbove.Broken(nothingHere())
		}
		s.CostLines = own.words(unreckoned)
		s.Budgets, s.BudgetNotes = budgets.of(s)
	}
}

func nothingHere() model.Why {
	return model.Why{
		Reason: model.NotManaged,
		Detail: "no load balancer, service, database or cache is here, and what costs nothing proves no budget",
	}
}

// unproven leaves of a total only that it is too much: without components a small one shows nothing.
func unproven(total model.Value[float64], limit *decimal.Decimal) model.Value[float64] {
	if usd, ok := total.Get(); ok && limit != nil && decimal.NewFromFloat(usd).LessThanOrEqual(*limit) {
		return model.Unknown[float64](nothingHere())
	}
	return total
}

// byStack is the estimate of each stack; many stacks share one input.
func (e Estimate) byStack() map[string]Estimate {
	all := map[string]Estimate{}
	for _, l := range e.Lines {
		all[l.Stack] = Estimate{append(all[l.Stack].Lines, l), e.documented}
	}
	return all
}

// collections are what the lines of each row are reckoned from.
func collections() map[string][]string {
	return map[string][]string{
		RowDatabase: {
			"databases",
		},
		RowCache: {"caches"},
		RowTasks: {"services", "task_definitions", "scaling_targets"},
		RowNAT:   {"nat_gateways"},
		RowThings: {
			"instance_groups",
			"proxies",
			"vpc_endpoints",
		},
		RowLoadBalancer: {"load_balancers"},
		RowTransfer:     {"load_balancers"},
		RowOther: {
			"nat_gateways",
			"load_balancers",
			"services",
			"subnets",
			"addresses",
			"vpc_endpoints",
			"secrets",
			"keys",
			"alarms",
			"scaling_policies",
			"log_groups",
			"repositories",
			"clusters",
			"web_acls",
			"records",
		},
	}
}

// decided is a total, unless a line without a price, or the rest that no wiring gives to one
// stack, could raise it over the limit.
func decided(sum, rest decimal.Decimal, open *Line, limit *decimal.Decimal) model.Value[float64] {
	above := func(amount decimal.Decimal) bool { return limit != nil && amount.GreaterThan(*limit) }
	rounded := sum.Round(cents)
	switch {
	case above(sum):
		if !above(rounded) {
			rounded = sum.RoundUp(cents)
		}
	case open != nil:
		why := fmt.Sprintf(
			"%s of %s is not priced (%s); everything is at least %s",
			open.What,
			open.Label,
			open.NotPriced,
			money(sum),
		)
		return model.Unknown[float64](model.Why{Reason: open.Reason, Detail: why})
	case above(sum.Add(rest)):
		why := fmt.Sprintf(
			"%s, and %s more for what is wired to no stack, or to several, or may be another component",
			money(sum),
			money(rest),
		)
		return model.Unknown[float64](model.Why{Reason: model.UnresolvedReference, Detail: why})
	}
	return model.Known(rounded.InexactFloat64())
}

// words are the rows that cost something, their total, what is not priced, and what is
// not reckoned at all.
func (e Estimate) words(unmodeled []string) []string {
	var all []string
	say := func(what string, f Figures) {
		if f.Maximum.IsPositive() {
			all = append(
				all,
				fmt.Sprintf("%s: %s expected, %s to %s", what, money(f.Expected), money(f.Minimum), money(f.Maximum)),
			)
		}
	}
	for _, row := range e.Rows() {
		say(row, e.Total(inRow(row)))
	}
	say("total", e.Total(everything))
	for _, l := range e.NotPriced() {
		all = append(all, fmt.Sprintf("%s: %s not priced: %s", l.Row, l.Label, l.NotPriced))
	}
	return append(all, notReckoned(unmodeled)...)
}
