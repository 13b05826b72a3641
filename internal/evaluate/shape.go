package evaluate

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/wiring"
)

// attributeShape is an attribute of a member of a collection as policies see it, or one of a structure in it.
type attributeShape struct {
	name string
	kind reflect.Type
	// isList says that it is a list of the kind.
	isList bool
}

// collectionShapes are the attributes of the members of each collection, from the types of the facts.
func collectionShapes() map[string][]attributeShape {
	all := map[string][]attributeShape{}
	facts := reflect.TypeFor[wiring.Facts]()
	for i := range facts.NumField() {
		f := facts.Field(i)
		if name := f.Tag.Get("json"); name != "-" {
			all[name] = attributesOf(f.Type.Elem())
		}
	}
	return all
}

// attributesOf are the attributes of a structure, with those of what is embedded.
func attributesOf(t reflect.Type) []attributeShape {
	var all []attributeShape
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			all = append(all, attributesOf(f.Type)...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			inner, isList := unwrapped(f.Type)
			all = append(all, attributeShape{name, inner, isList})
		}
	}
	return all
}

// unwrapped is the type of what is known of an attribute: that inside of a value or a list of the model.
func unwrapped(t reflect.Type) (inner reflect.Type, isList bool) {
	if t.Kind() == reflect.Struct {
		if value, ok := t.FieldByName("value"); ok && value.Index != nil && !value.IsExported() {
			inner, isList = unwrapped(value.Type)
			return inner, isList
		}
		if items, ok := t.FieldByName("items"); ok && !items.IsExported() {
			return items.Type.Elem(), true
		}
	}
	if t.Kind() == reflect.Slice {
		return t.Elem(), true
	}
	return t, false
}

// ownMembers are what each member of a collection has beside its attributes.
func ownMembers() []string { return []string{"id", "component", "asked", "unknown"} }

// askedNames are what can be asked of a component or a tier, as policies see it.
func askedNames() []string {
	names := append(derivedNames(), "subnets", "nat_tier")
	for _, k := range append(kind.All(), *kind.Section("tier")) {
		for _, q := range k.Requirements {
			names = append(names, q.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// derivedNames are what is asked of components that follows from other things than their own requirements.
func derivedNames() []string {
	return []string{
		"tier",
		"edges",
		"target_ports",
		"port",
		"open_to_internet",
		"internet_reachable",
		"count",
		"https_forwarded",
		"forwarded",
		"listens",
		"regional_edges",
	}
}

// Collections are the names of the collections that a rule can judge, sorted.
func Collections() []string { return slices.Sorted(maps.Keys(collectionShapes())) }
