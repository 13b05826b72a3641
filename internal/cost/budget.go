package cost

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// test is one thing that a budget must be to tell before the band is left; otherwise says what it is instead.
type test struct {
	is        model.Value[bool]
	otherwise string
}

// watching are the budgets of an account and a region, and what is said of the others.
type watching struct {
	fit   model.List[string]
	notes []string
}

// watchers answers once for all stacks of an account and a region.
type watchers struct {
	ix      *wiring.Index
	most    *decimal.Decimal
	byPlace map[string]watching
}

func newWatchers(ix *wiring.Index, most *decimal.Decimal) watchers {
	return watchers{ix, most, map[string]watching{}}
}

func (w watchers) of(s *wiring.Stack) (model.List[string], []string) {
	place := fmt.Sprintf("%q %v %q %v", s.Account.Or(""), s.Account.Why(), s.Region.Or(""), s.Region.Why())
	if _, done := w.byPlace[place]; !done {
		fit, notes := budgetsOf(w.ix, s, w.most)
		w.byPlace[place] = watching{fit, notes}
	}
	return w.byPlace[place].fit, w.byPlace[place].notes
}

// budgetsOf are the budgets that would tell before the band of a stack is left, and of the others
// why they would not.
func budgetsOf(ix *wiring.Index, stack *wiring.Stack, most *decimal.Decimal) (fit model.List[string], notes []string) {
	fit = model.Whole[string]()
	if gap := ix.Model.GapFor("budgets"); gap != nil {
		fit = fit.Broken(gap.Why())
	}
	for i := range ix.Model.Budgets {
		b := &ix.Model.Budgets[i]
		var wrong []string
		var all []model.Value[bool]
		for _, t := range testsOf(ix, stack, b, most) {
			all = append(all, t.is)
			if !t.is.Or(true) {
				wrong = append(wrong, t.otherwise)
			}
		}
		switch fits := model.Every(all...); {
		case len(wrong) > 0:
			notes = append(notes, b.ID+" "+strings.Join(wrong, " and "))
		case !fits.IsKnown():
			fit = fit.Broken(fits.Why())
		default:
			fit = fit.With(b.ID)
		}
	}
	return fit, notes
}

func testsOf(ix *wiring.Index, stack *wiring.Stack, b *model.Budget, most *decimal.Decimal) []test {
	is := func(v model.Value[string], wanted, what string) test {
		return test{model.Is(v, wanted), fmt.Sprintf("%s %s", what, v.Or("?"))}
	}
	tests := []test{
		is(b.BudgetType, "COST", "watches"), is(b.TimeUnit, "MONTHLY", "counts"), is(b.LimitUnit, "USD", "counts in"),
		{within(b.Limit, most), fmt.Sprintf("has the limit %g", b.Limit.Or(0))},
		{watchesAccount(ix, b, stack), "is of the account " + b.Account.Or("?") + ", and filters none of its own"},
		{model.Not(b.AdjustsItself), "has a limit that adjusts itself"},
		{b.Running, "does not run now"},
		{countsAll(b.LeavesOut), "leaves out what " + strings.Join(b.LeavesOut.Items(), ", ") + " says"},
		{notifies(ix, b, most), "notifies nobody of costs above its limit"},
	}
	for _, f := range b.Filters.Items() {
		tests = append(tests, test{covers(f, stack), "counts only " + shown(f)})
	}
	if !b.Filters.IsWhole() {
		tests = append(tests, test{is: model.Unknown[bool](b.Filters.Why())})
	}
	return tests
}

// watchesAccount reports whether a budget counts what the stack costs: as that of its things' own account, or of
// one that pays for it and filters its costs.
// https://docs.aws.amazon.com/cost-management/latest/userguide/management-consolidated-billing.html
func watchesAccount(ix *wiring.Index, b *model.Budget, stack *wiring.Stack) model.Value[bool] {
	if !stack.Account.IsKnown() && stack.IsEmpty() {
		return model.Known(true) // nothing is there that another account could have
	}
	any := []model.Value[bool]{isOfThings(ix, b, stack)}
	for _, f := range b.Filters.Items() {
		if key, known := f.Key.Get(); !known || key == "LINKEDACCOUNT" {
			any = append(any, covers(f, stack))
		}
	}
	if !b.Filters.IsWhole() {
		any = append(any, model.Unknown[bool](b.Filters.Why()))
	}
	return model.Some(any...)
}

// isOfThings reports whether a budget is of the account that the stack's things are of, all of them: that of the
// VPC, which may be shared, is asked only where there are none.
func isOfThings(ix *wiring.Index, b *model.Budget, stack *wiring.Stack) model.Value[bool] {
	var all []model.Value[bool]
	for _, things := range stack.Things {
		for _, id := range things.List.Items() {
			all = append(all, model.Equal(b.Account, ix.Thing(id).Base().Account))
		}
	}
	if len(all) == 0 {
		return model.Equal(b.Account, stack.Account)
	}
	return model.Every(all...)
}

func within(limit model.Value[float64], most *decimal.Decimal) model.Value[bool] {
	value, known := limit.Get()
	if !known {
		return model.Unknown[bool](limit.Why())
	}
	return model.Known(most == nil || decimal.NewFromFloat(value).LessThanOrEqual(*most))
}

func countsAll(leavesOut model.List[string]) model.Value[bool] {
	if len(leavesOut.Items()) == 0 && !leavesOut.IsWhole() {
		return model.Unknown[bool](leavesOut.Why())
	}
	return model.Known(len(leavesOut.Items()) == 0)
}

// notifies reports whether any notification reaches somebody before the band is left.
func notifies(ix *wiring.Index, b *model.Budget, most *decimal.Decimal) model.Value[bool] {
	var any []model.Value[bool]
	for _, n := range b.Notifications.Items() {
		above := model.Is(n.Operator, "GREATER_THAN")
		any = append(any, model.Every(above, within(notifiedAt(b, n), most), reaches(ix, n.Subscribers)))
	}
	if !b.Notifications.IsWhole() {
		any = append(any, model.Unknown[bool](b.Notifications.Why()))
	}
	return model.Some(any...)
}

// notifiedAt is the amount above which a notification is sent.
func notifiedAt(b *model.Budget, n model.BudgetNotification) model.Value[float64] {
	const whole = 100
	kind, known := n.ThresholdType.Get()
	threshold, told := n.Threshold.Get()
	limit, limited := b.Limit.Get()
	switch {
	case !known:
		return model.Unknown[float64](n.ThresholdType.Why())
	case !told || kind == "ABSOLUTE_VALUE":
		return n.Threshold
	case !limited:
		return b.Limit
	}
	return model.Known(limit * threshold / whole)
}

// reaches reports whether anybody is told: an address, or a topic that is there and lets Budgets publish. One that was
// not read is believed to.
func reaches(ix *wiring.Index, subscribers model.List[string]) model.Value[bool] {
	var any []model.Value[bool]
	for _, id := range subscribers.Items() {
		told := model.Known(id == "email" || !ix.TopicGone(id))
		if t := ix.Topics[id]; t != nil {
			told = t.HearsBudgets
		}
		any = append(any, told)
	}
	if !subscribers.IsWhole() {
		any = append(any, model.Unknown[bool](subscribers.Why()))
	}
	return model.Some(any...)
}

// covers reports whether a condition leaves all that the stack costs in. Of tags, cost
// categories and whatever is only excluded nothing says what it takes in.
func covers(f model.BudgetFilter, stack *wiring.Stack) model.Value[bool] {
	key, known := f.Key.Get()
	excluded, decided := f.Excluded.Get()
	if !known || !decided {
		return model.Every(model.Is(f.Key, key), model.Is(f.Excluded, excluded)) // the reason
	}
	switch key {
	case "LINKEDACCOUNT":
		return holds(f, stack.Account, excluded)
	case "RECORDTYPE":
		return holds(f, model.Known("Usage"), excluded)
	case "REGION":
		// Costs without a region are none of any region.
		if here := holds(f, stack.Region, excluded); excluded || !here.Or(true) {
			return here
		}
	case "TAGS", "TAGKEYVALUE", "TAGKEY", "COSTCATEGORIES", "COSTCATEGORY", "COSTCATEGORYNAME", "OR", "BILLINGVIEW",
		"BILLINGENTITY", "LEGALENTITYNAME", "INVOICINGENTITY":
	default:
		if !excluded {
			return model.Known(false)
		}
	}
	return model.Unknown[bool](
		model.Why{Reason: model.NotRecorded, Detail: "whether " + shown(f) + " is all that the stack costs"},
	)
}

// holds reports whether a condition takes a value in.
func holds(f model.BudgetFilter, wanted model.Value[string], excluded bool) model.Value[bool] {
	if !f.Exact.Or(false) {
		return model.Unknown[bool](
			model.Why{Reason: model.Unsupported, Detail: "a budget that compares parts of names"},
		)
	}
	var any []model.Value[bool]
	for _, v := range f.Values.Items() {
		any = append(any, model.Equal(model.Known(v), wanted))
	}
	if !f.Values.IsWhole() {
		any = append(any, model.Unknown[bool](f.Values.Why()))
	}
	in := model.Some(any...)
	if excluded {
		return model.Not(in)
	}
	return in
}

// shown is a condition for people.
func shown(f model.BudgetFilter) string {
	text := strings.TrimSpace(f.Key.Or("?") + " " + strings.Join(f.Values.Items(), ", "))
	if f.Excluded.Or(false) {
		return "what is not " + text
	}
	return text
}
