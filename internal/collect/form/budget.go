package form

import (
	"slices"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/model"
)

// CostExpression is a budget's filter expression: a condition, or others joined.
// https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Expression.html
type CostExpression struct {
	And, Or []CostExpression
	Not     *CostExpression
	// Key is empty for one that joins others.
	Key           string
	Values, Match []string
}

// CostFilters are the conditions of an expression that must all hold.
func CostFilters(e CostExpression) []model.BudgetFilter { return filters(e, false) }

func filters(e CostExpression, excluded bool) []model.BudgetFilter {
	var all []model.BudgetFilter
	if e.Not != nil {
		all = append(all, filters(*e.Not, !excluded)...)
	}
	joined, alternatives := e.And, e.Or
	if excluded {
		joined, alternatives = alternatives, joined // De Morgan
	}
	for _, one := range joined {
		all = append(all, filters(one, excluded)...)
	}
	if len(alternatives) > 0 {
		all = append(all, either(alternatives, excluded)...)
	}
	if e.Key != "" {
		all = append(all, CostFilter(e.Key, e.Values, excluded, isExact(e.Match)))
	}
	return all
}

// either is one condition where all alternatives compare the same.
func either(alternatives []CostExpression, excluded bool) []model.BudgetFilter {
	if len(alternatives) == 1 {
		return filters(alternatives[0], excluded)
	}
	var values []string
	exact := true
	for _, one := range alternatives {
		if one.Key == "" || one.Key != alternatives[0].Key || len(one.And)+len(one.Or) > 0 || one.Not != nil ||
			excluded {
			return []model.BudgetFilter{CostFilter("OR", nil, excluded, true)}
		}
		values, exact = append(values, one.Values...), exact && isExact(one.Match)
	}
	return []model.BudgetFilter{CostFilter(alternatives[0].Key, values, excluded, exact)}
}

func isExact(match []string) bool {
	return !slices.ContainsFunc(
		match,
		func(option string) bool { return option != "EQUALS" && !strings.HasPrefix(option, "CASE_") },
	)
}

// CostFilter is a condition that was read whole. Keys have one form: LinkedAccount and
// LINKED_ACCOUNT are the same.
func CostFilter(key string, values []string, excluded, exact bool) model.BudgetFilter {
	return model.BudgetFilter{
		Key:      model.Known(CostKey(key)),
		Values:   model.Whole(values...),
		Excluded: model.Known(excluded),
		Exact:    model.Known(exact),
	}
}

// CostKey gives one form to what cost filters compare.
func CostKey(key string) string { return strings.ToUpper(strings.ReplaceAll(key, "_", "")) }

// soon is how long before its beginning a budget counts: the one of a new stack often starts
// with the next month.
const soon = 31 * 24 * time.Hour

// BudgetRuns reports whether a budget runs now; a time that is zero is not set. It is not decided
// without knowing now.
func BudgetRuns(begin, end, now time.Time) (runs, decided bool) {
	if begin.IsZero() && end.IsZero() {
		return true, true
	}
	return !begin.After(now.Add(soon)) && (end.IsZero() || end.After(now)), !now.IsZero()
}
