package source

import (
	"net/netip"
	"strings"
)

// Plausible reports whether a provider can have planned a value for what the source says,
// both as JSON. Providers bring values to a form of their own: strings change their case and
// documents their layout, lists their order, and what is empty is left out.
func Plausible(planned, written []byte) bool {
	return plausible(decoded(planned), decoded(written))
}

func plausible(plan, source any) bool {
	if isEmpty(source) {
		return true // computed, or the provider's default
	}
	switch x := source.(type) {
	case []any:
		return plausibleList(plan, x)
	case map[string]any:
		y, ok := plan.(map[string]any)
		if !ok {
			return true
		}
		for name, member := range x {
			if !plausible(y[name], member) {
				return false
			}
		}
		return true
	}
	if isComposite(plan) {
		return true
	}
	return plausibleText(scalarText(plan), scalarText(source))
}

func plausibleList(plan any, source []any) bool {
	y, ok := plan.([]any)
	if !ok {
		return isEmpty(plan) == isEmpty(source) || plan != nil
	}
	for _, wanted := range source {
		found := isEmpty(wanted)
		for _, have := range y {
			found = found || plausible(have, wanted)
		}
		if !found {
			return false
		}
	}
	for _, have := range y {
		found := isEmpty(have)
		for _, wanted := range source {
			found = found || plausible(have, wanted)
		}
		if !found {
			return false
		}
	}
	return true
}

// isEmpty reports whether a value is what providers take for none.
func isEmpty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case bool:
		return !x
	case []any:
		for _, member := range x {
			if !isEmpty(member) {
				return false
			}
		}
		return true
	case map[string]any:
		return len(x) == 0
	}
	text := scalarText(v)
	return text == "" || text == "0"
}

func plausibleText(plan, source string) bool {
	trim := func(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), ".") }
	a, b := trim(plan), trim(source)
	if strings.EqualFold(a, b) || sameNumber(a, b) {
		return true
	}
	if x, y := decoded([]byte(a)), decoded([]byte(b)); isComposite(x) && isComposite(y) {
		return sameDocument(x, y)
	}
	x, err := netip.ParsePrefix(a)
	y, err2 := netip.ParsePrefix(b)
	return err == nil && err2 == nil && x.Masked() == y.Masked()
}

// sameDocument compares two JSON documents as AWS reads them: a list of one is its element,
// order does not count, nor what is empty, nor the case of a name's letters.
func sameDocument(a, b any) bool {
	x, isObject := a.(map[string]any)
	y, other := b.(map[string]any)
	if isObject && other {
		return hasMembers(x, y) && hasMembers(y, x)
	}
	if !isComposite(a) && !isComposite(b) {
		return plausibleText(scalarText(a), scalarText(b))
	}
	return eachIn(listOf(a), listOf(b)) && eachIn(listOf(b), listOf(a))
}

func hasMembers(x, y map[string]any) bool {
	for name, member := range x {
		if isEmpty(member) {
			continue
		}
		found := false
		for other, value := range y {
			found = found || strings.EqualFold(name, other) && sameDocument(member, value)
		}
		if !found {
			return false
		}
	}
	return true
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func eachIn(wanted, all []any) bool {
	for _, w := range wanted {
		found := false
		for _, a := range all {
			found = found || sameDocument(w, a)
		}
		if !found {
			return false
		}
	}
	return true
}
