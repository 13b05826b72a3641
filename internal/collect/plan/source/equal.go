package source

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// same reports whether two JSON values are equal; how numbers and line ends are written does not count.
func same(a, b any) bool {
	switch x := a.(type) {
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, same)
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for name, member := range x {
			other, ok := y[name]
			if !ok || !same(member, other) {
				return false
			}
		}
		return true
	}
	return scalarText(a) == scalarText(b)
}

// scalarText is a scalar as Terraform converts it to a string.
func scalarText(v any) string {
	switch s := v.(type) {
	case nil:
		return "null"
	case json.Number:
		if f, _, err := big.ParseFloat(s.String(), 10, 512, big.ToNearestEven); err == nil {
			return f.Text('g', -1)
		}
		return s.String()
	case string:
		return strings.ReplaceAll(s, "\r\n", "\n")
	}
	return fmt.Sprint(v)
}

// converted reports whether a value that the plan shows can be one that the source writes,
// after conversion to a type: 5432 is "5432", lists become sets, objects gain optional
// attributes and lose those that their type lacks.
func converted(plan, source any) bool {
	switch x := source.(type) {
	case nil:
		return true // a type's default may stand in for null
	case []any:
		y, ok := plan.([]any)
		if !ok {
			return plan == nil && len(x) == 0
		}
		return containsEach(y, x) && containsEach(x, y)
	case map[string]any:
		y, ok := plan.(map[string]any)
		if !ok {
			return plan == nil && len(x) == 0
		}
		for name, member := range x {
			if other, ok := y[name]; ok && !converted(other, member) {
				return false
			}
		}
		return true
	}
	if isComposite(plan) {
		return false
	}
	x, y := scalarText(plan), scalarText(source)
	return x == y || sameNumber(x, y)
}

func isComposite(v any) bool {
	switch v.(type) {
	case []any, map[string]any:
		return true
	}
	return false
}

func sameNumber(a, b string) bool {
	x, _, err := big.ParseFloat(a, 10, 512, big.ToNearestEven)
	if err != nil {
		return false
	}
	y, _, err := big.ParseFloat(b, 10, 512, big.ToNearestEven)
	return err == nil && x.Cmp(y) == 0
}

// containsEach reports whether each member of one list has its like in another, in any
// order; which of the two is the plan's does not count here.
func containsEach(all, wanted []any) bool {
	return !slices.ContainsFunc(wanted, func(w any) bool {
		return !slices.ContainsFunc(all, func(a any) bool { return converted(a, w) || converted(w, a) })
	})
}
