package model

import (
	"reflect"
	"strings"
)

// attribute is a Value or a List, seen without its type parameter.
type attribute interface {
	// inspect returns what was read, whether there is anything to show, and why it is not all.
	inspect() (value any, present bool, why *Why)
}

// assignable is an attribute that decoding can fill.
type assignable interface {
	// assign fills the attribute: decode stores into the pointer it is given; it is nil when nothing was read.
	assign(decode func(target any) error, why *Why) error
}

func (v Value[T]) inspect() (any, bool, *Why) {
	if v.known {
		return v.value, true, nil
	}
	why := explain(v.why)
	return nil, false, &why
}

func (v *Value[T]) assign(decode func(any) error, why *Why) error {
	if decode == nil {
		v.why = why
		return nil
	}
	v.known = true
	return decode(&v.value)
}

func (l List[T]) inspect() (any, bool, *Why) {
	if l.whole {
		return l.items, true, nil
	}
	why := explain(l.why)
	return l.items, len(l.items) > 0, &why
}

func (l *List[T]) assign(decode func(any) error, why *Why) error {
	l.why, l.whole = why, why == nil && decode != nil
	if decode == nil {
		return nil
	}
	return decode(&l.items)
}

// Visitor walks nouns attribute by attribute. It remembers the shape of each type, so
// use one for many nouns; it is not safe for concurrent use.
type Visitor struct {
	shapes map[reflect.Type][]field
}

// field is one attribute of a noun, or a plain member of a nested structure.
type field struct {
	name  string
	index []int
	omit  bool
}

// NewVisitor returns a Visitor.
func NewVisitor() *Visitor { return &Visitor{shapes: map[reflect.Type][]field{}} }

// Visit calls visit for each attribute of a noun or nested structure, in the order of its
// declaration. Value is a string, number, bool, map, slice or structure; it is nil when
// nothing was read. Why is nil when everything was read.
func (w *Visitor) Visit(noun any, visit func(name string, value any, why *Why)) {
	v := reflect.Indirect(reflect.ValueOf(noun))
	for _, f := range w.shape(v.Type()) {
		member := v.FieldByIndex(f.index)
		if a, ok := member.Interface().(attribute); ok {
			value, present, why := a.inspect()
			if !present {
				value = nil
			}
			visit(f.name, value, why)
			continue
		}
		if f.omit && member.IsZero() {
			continue
		}
		visit(f.name, member.Interface(), nil)
	}
}

func (w *Visitor) shape(t reflect.Type) []field {
	if s, ok := w.shapes[t]; ok {
		return s
	}
	var s []field
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			for _, inner := range w.shape(f.Type) {
				s = append(s, field{inner.name, append([]int{i}, inner.index...), inner.omit})
			}
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			s = append(s, field{name, []int{i}, options == "omitempty"})
		}
	}
	w.shapes[t] = s
	return s
}

// Each calls visit for every noun of the architecture, collection by collection in the
// order of their declaration, with the collection's JSON name.
func (a *Architecture) Each(visit func(collection string, noun Noun)) {
	for _, c := range a.collections() {
		for i := range c.slice.Len() {
			visit(c.name, c.slice.Index(i).Addr().Interface().(Noun))
		}
	}
}

// Collections returns the JSON names of all collections.
func (a *Architecture) Collections() []string {
	all := a.collections()
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.name
	}
	return names
}

type collection struct {
	name  string
	slice reflect.Value
}

// collections finds the slices of nouns, so that a new noun needs no list of its own.
func (a *Architecture) collections() []collection {
	v := reflect.ValueOf(a).Elem()
	noun := reflect.TypeFor[Noun]()
	var all []collection
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Kind() == reflect.Slice && reflect.PointerTo(f.Type.Elem()).Implements(noun) {
			all = append(all, collection{f.Tag.Get("json"), v.Field(i)})
		}
	}
	return all
}
