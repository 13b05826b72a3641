package source

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
)

// Plausible reports whether a provider can have planned a value of an attribute for what the source says,
// both as JSON. Providers bring values to a form of their own: strings change their case and
// documents their layout, lists their order, and what is empty is left out.
func Plausible(name string, planned, written []byte) bool {
	plan, source := decoded(planned), decoded(written)
	return plausible(plan, source) || isProtocol(name) && sameProtocol(plan, source)
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
			if !plausible(y[name], member) && (!isProtocol(name) || !sameProtocol(y[name], member)) {
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
	return everyOne(source, func(wanted any) bool {
		return isEmpty(wanted) || slices.ContainsFunc(y, func(have any) bool { return plausible(have, wanted) })
	}) && everyOne(y, func(have any) bool {
		return isEmpty(have) || slices.ContainsFunc(source, func(wanted any) bool { return plausible(have, wanted) })
	})
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

// sameDocument compares a document of the plan with the source's as AWS reads them: a list of one is its element,
// order does not count, nor what is empty, nor the case of a name's letters.
func sameDocument(a, b any) bool {
	x, isObject := a.(map[string]any)
	y, other := b.(map[string]any)
	if isObject && other {
		return hasMembers(x, y, func(string) bool { return true }) && hasMembers(y, x, isKept)
	}
	if !isComposite(a) && !isComposite(b) {
		return plausibleText(scalarText(a), scalarText(b))
	}
	have, wanted := listOf(a), listOf(b)
	return everyOne(have, func(h any) bool {
		return slices.ContainsFunc(wanted, func(w any) bool { return sameDocument(h, w) })
	}) && everyOne(wanted, func(w any) bool {
		return slices.ContainsFunc(have, func(h any) bool { return sameDocument(h, w) })
	})
}

// hasMembers reports whether each member of one object is in another, as far as it must be.
func hasMembers(x, y map[string]any, must func(name string) bool) bool {
	for name, member := range x {
		if isEmpty(member) {
			continue
		}
		found, named := false, false
		for other, value := range y {
			if strings.EqualFold(name, other) {
				named = true
				found = found || sameDocument(member, value)
			}
		}
		if !found && (named || must(name)) {
			return false
		}
	}
	return true
}

// isKept reports whether providers keep a member of a document: those that the API does not
// know they drop.
func isKept(name string) bool {
	switch strings.ToLower(name) {
	case "environment",
		"environmentfiles",
		"secrets",
		"image",
		"command",
		"entrypoint",
		"user",
		"privileged",
		"logconfiguration",
		"portmappings",
		"statement",
		"effect",
		"action",
		"notaction",
		"resource",
		"notresource",
		"principal",
		"notprincipal",
		"condition":
		return true
	}
	return false
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func everyOne(list []any, holds func(any) bool) bool {
	return !slices.ContainsFunc(list, func(v any) bool { return !holds(v) })
}

// isProtocol reports whether an attribute of a name holds a protocol, for which the provider has numbers and names.
func isProtocol(name string) bool { return name == "protocol" || name == "ip_protocol" }

// sameProtocol reports whether a protocol is written in two ways, by its number and by its name.
func sameProtocol(plan, source any) bool {
	return form.Protocol(scalarText(plan)) == form.Protocol(scalarText(source))
}
