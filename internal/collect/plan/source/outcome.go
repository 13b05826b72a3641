package source

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// Value is what the source says about an attribute: known, or made of placeholders.
type Value struct {
	value cty.Value
	table *placeholders
	// steps is how many attributes were looked through for it.
	steps int
}

// of is a part of the value, or what stands for it.
func (v Value) of(part cty.Value) Value { return Value{part, v.table, v.steps} }

// mostSteps is more than resources that hand on a value to each other; a circle never ends.
const mostSteps = 100

// Known returns the JSON of a value that is wholly known.
func (v Value) Known() (data []byte, ok bool) {
	if v.table == nil || !v.table.settled(v.value) {
		return nil, false
	}
	data, err := ctyjson.SimpleJSONValue{Value: v.value}.MarshalJSON()
	return data, err == nil
}

// Elements returns the elements of a list, set or tuple, or ok false when their number is not known.
func (v Value) Elements() (elements []Value, ok bool) {
	t := v.value
	if t == cty.NilVal || !iterable(t) || t.Type().IsObjectType() || t.Type().IsMapType() {
		return nil, false
	}
	for it := t.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, v.of(element))
	}
	return elements, true
}

// Members returns the members of an object or map.
func (v Value) Members() (members map[string]Value, ok bool) {
	t := v.value
	if t == cty.NilVal || !iterable(t) || !t.Type().IsObjectType() && !t.Type().IsMapType() {
		return nil, false
	}
	members = map[string]Value{}
	for name, member := range t.AsValueMap() {
		members[name] = v.of(member)
	}
	return members, true
}

// most bounds what is listed of nested alternatives.
const most = 64

// Alternatives are the values that this one may turn out to be: itself, where nothing else
// decides. More than there is room for is itself as well.
func (v Value) Alternatives() []Value {
	all := v.table.expand(v.value, nil)
	if len(all) > most {
		return []Value{v}
	}
	values := make([]Value, len(all))
	for i, a := range all {
		values[i] = v.of(a)
	}
	return values
}

func (p *placeholders) expand(v cty.Value, all []cty.Value) []cty.Value {
	n, ok := p.alone(v)
	if !ok || len(p.all[n].alternatives) == 0 || len(all) > most {
		return append(all, v)
	}
	for _, a := range p.all[n].alternatives {
		all = p.expand(a, all)
	}
	return all
}

// OneOf returns the attributes of which the value is one, or nothing; ok is false for any other.
func (v Value) OneOf() (all []Origin, ok bool) {
	for _, alternative := range v.Alternatives() {
		if isNull(alternative.value) || isText(alternative.value) && alternative.value.AsString() == "" {
			continue
		}
		n, alone := v.table.alone(alternative.value)
		if !alone || v.table.all[n].origin == (Origin{}) {
			return nil, false
		}
		all = append(all, v.table.all[n].origin)
	}
	return all, len(all) > 0
}

// Written returns what the source writes for the one attribute that a value is: the resource it
// belongs to may itself refer to what is asked for. ok is false for what AWS gives.
func (v Value) Written() (written Value, ok bool) {
	n, alone := v.table.alone(v.value)
	if !alone || v.table.all[n].written == nil || v.steps > mostSteps {
		return Value{}, false
	}
	value, ok := v.table.all[n].written(v.table.all[n].origin.Attribute)
	return Value{value, v.table, v.steps + 1}, ok
}

// walk visits a value and whatever it is made of: known is called for each value, with whether apply tells it in parts,
// text for each text in one, in its pieces, and made for each placeholder, once.
func (v Value) walk(known func(plain cty.Value, isMarked bool), text func(pieces []piece), made func(h placeholder)) {
	seen := map[int]bool{}
	var visit func(cty.Value)
	number := func(n int) {
		if seen[n] {
			return
		}
		seen[n] = true
		h := v.table.all[n]
		made(h)
		for _, inner := range slices.Concat(h.alternatives, h.from) {
			visit(inner)
		}
	}
	visit = func(value cty.Value) {
		plain, marks := value.UnmarkDeep()
		for m := range marks {
			if n, ok := m.(mark); ok {
				number(int(n))
			}
		}
		v.table.anyText(plain, func(found string) bool {
			pieces := v.table.pieces(found)
			text(pieces)
			for _, part := range pieces {
				if part.number >= 0 {
					number(part.number)
				}
			}
			return false
		})
		known(plain, len(marks) > 0)
	}
	visit(v.value)
}

// Texts returns the texts that a value is made of, whatever functions make of them; name stands in them for what is
// not known.
func (v Value) Texts(name string) (all []string) {
	v.walk(func(cty.Value, bool) {}, func(pieces []piece) {
		said := ""
		for _, part := range pieces {
			if said += part.text; part.number >= 0 {
				said += name
			}
		}
		all = append(all, said)
	}, func(placeholder) {})
	slices.Sort(all)
	return all
}

// Origins returns the attributes that a value is made of, itself and everything in it,
// sorted. It is sure only where it is made of all of them, whatever conditions say, and the
// source tells it wholly.
func (v Value) Origins() (origins []Origin, sure bool) {
	sure = true
	v.walk(func(plain cty.Value, isMarked bool) {
		sure = sure && (isMarked || plain.IsWhollyKnown())
	}, func([]piece) {}, func(h placeholder) {
		switch {
		case h.origin != (Origin{}):
			origins = append(origins, h.origin)
		case h.untold:
			sure = false
		}
		sure = sure && len(h.alternatives) == 0 && h.open == nil
	})
	slices.SortFunc(origins, func(a, b Origin) int {
		return cmp.Or(strings.Compare(a.Address, b.Address), strings.Compare(a.Attribute, b.Attribute))
	})
	return origins, sure
}

// Text returns a text in which name stands for each part that is not known; ok is false for
// what is no text, and where name has no answer.
func (v Value) Text(name func(part Value) (string, bool)) (text string, ok bool) {
	t := v.value
	if t == cty.NilVal || !isText(t) {
		return "", false
	}
	var b strings.Builder
	for _, part := range v.table.pieces(t.AsString()) {
		said := part.text
		if part.number >= 0 {
			if said, ok = name(v.of(v.table.token(part.number))); !ok {
				return "", false
			}
		}
		b.WriteString(said)
	}
	return b.String(), true
}
