package source

import (
	"errors"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/source/functions"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// specials are the functions of which more can be told than whether they inspect values.
func (e *Evaluator) specials() map[string]special {
	return map[string]special{
		"coalesce":    e.coalesce,
		"compact":     e.compact,
		"contains":    e.contains,
		"element":     e.element,
		"format":      e.format,
		"formatlist":  e.format,
		"index":       e.index,
		"jsondecode":  e.decoder(stdlib.JSONDecode),
		"jsonencode":  e.encoder("jsonencode"),
		"distinct":    e.distinct("distinct"),
		"toset":       e.distinct("toset"),
		"setunion":    e.distinct("setunion"),
		"endswith":    e.edge(strings.HasSuffix, true),
		"length":      e.length,
		"lookup":      e.lookup,
		"matchkeys":   e.matchKeys,
		"sort":        e.sort,
		"basename":    e.baseName,
		"split":       e.split,
		"startswith":  e.edge(strings.HasPrefix, false),
		"strcontains": e.stringContains,
		"tolist":      e.toList,
		"trimprefix":  e.trim(strings.HasPrefix, strings.TrimPrefix, false),
		"trimsuffix":  e.trim(strings.HasSuffix, strings.TrimSuffix, true),
		"yamldecode":  e.decoder(e.yamlDecode),
		"yamlencode":  e.encoder("yamlencode"),
		"concat":      e.concat,
		"keys":        e.ofMap("keys"),
		"merge":       e.merge,
		"one":         e.one,
		"values":      e.ofMap("values"),
	}
}

// coalesce takes the first value that is surely there; one that may be empty leaves a choice.
func (e *Evaluator) coalesce(args []cty.Value) (cty.Value, bool, error) {
	var choice []cty.Value
	for _, v := range args {
		switch {
		case !v.IsMarked() && v.IsNull():
		case e.table.settled(v) && v.Type() == cty.String && v.AsString() == "":
		case e.table.settled(v), e.table.isNeverEmpty(v), !v.IsMarked() && v.IsKnown() && v.Type() != cty.String:
			return e.table.choice(append(choice, functions.Unified(v, args))...), true, nil
		default:
			choice = append(choice, v)
		}
	}
	if len(choice) == 0 {
		return cty.NilVal, true, errors.New("no non-null, non-empty-string arguments")
	}
	e.doubts++
	return e.table.choice(choice...), true, nil
}

// compact drops nulls and empty texts.
func (e *Evaluator) compact(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 1 || !iterable(args[0]) {
		return cty.NilVal, false, nil
	}
	var kept []cty.Value
	for it := args[0].ElementIterator(); it.Next(); {
		_, v := it.Element()
		switch {
		case !v.IsMarked() && v.IsNull():
		case e.table.isNeverEmpty(v):
			kept = append(kept, v)
		case !e.table.settled(v):
			return cty.NilVal, false, nil
		case v.Type() == cty.String && v.AsString() != "":
			kept = append(kept, v)
		}
	}
	return e.placed(cty.TupleVal(kept), args), true, nil
}

// contains is sure where the very value is there, or nothing in the list can equal it.
func (e *Evaluator) contains(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 2 || !iterable(args[0]) {
		return cty.NilVal, false, nil
	}
	open := false
	for it := args[0].ElementIterator(); it.Next(); {
		_, v := it.Element()
		switch equal, sure := e.equal(v, args[1]); {
		case !sure:
			open = true
		case equal:
			return cty.True, true, nil
		}
	}
	return cty.False, !open, nil
}

func (e *Evaluator) index(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 2 || !iterable(args[0]) || args[0].Type().IsObjectType() || args[0].Type().IsMapType() {
		return cty.NilVal, false, nil
	}
	i := int64(0)
	for it := args[0].ElementIterator(); it.Next(); i++ {
		_, v := it.Element()
		switch equal, sure := e.equal(v, args[1]); {
		case !sure:
			return cty.NilVal, false, nil
		case equal:
			return cty.NumberIntVal(i), true, nil
		}
	}
	return cty.NilVal, true, errors.New("item not found")
}

// element of a number that is not known is any of the list.
func (e *Evaluator) element(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 2 || !iterable(args[0]) || args[0].LengthInt() == 0 || args[0].Type().IsSetType() {
		return cty.NilVal, false, nil
	}
	if e.table.settled(args[1]) {
		if strings.HasPrefix(scalarOf(args[1]), "-") {
			return cty.NilVal, false, nil // an error in older versions, counted from the end in newer ones
		}
		result, err := stdlib.Element(args[0], args[1])
		return result, true, err
	}
	return e.table.choice(args[0].AsValueSlice()...), true, nil
}

// matchKeys picks values by keys that are known.
func (e *Evaluator) matchKeys(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 3 || !iterable(args[0]) || !e.table.settled(args[1]) || !e.table.settled(args[2]) {
		return cty.NilVal, false, nil
	}
	result, err := callConverted(e.plain["matchkeys"], args)
	return e.placed(result, args), true, err
}

// plainVerbs are formats that put values where they stand.
const plainVerbs = `^(?:[^%]|%%|%(?:\[\d+\])?[svd]|%0?\d+d)*$`

func (e *Evaluator) format(args []cty.Value) (cty.Value, bool, error) {
	if len(args) == 0 || !e.table.settled(args[0]) || !isText(args[0]) || !e.verbs.MatchString(args[0].AsString()) {
		return cty.NilVal, false, nil
	}
	filled := []cty.Value{args[0]}
	list := false
	for _, arg := range args[1:] {
		list = list || iterable(arg)
		filled = append(filled, e.table.filled(arg))
	}
	text := strings.ReplaceAll(args[0].AsString(), "%d", "%v")
	filled[0] = cty.StringVal(text)
	if list {
		result, err := stdlib.FormatList(filled[0], filled[1:]...)
		return result, true, err
	}
	result, err := stdlib.Format(filled[0], filled[1:]...)
	return result, true, err
}

// encoder writes a document in which texts stand for what is not known.
func (e *Evaluator) encoder(name string) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		if len(args) != 1 {
			return cty.NilVal, false, nil
		}
		result, err := e.plain[name].Call([]cty.Value{e.table.filled(args[0])})
		return result, true, err
	}
}

// decoder reads a document; texts in it may not be known.
func (e *Evaluator) decoder(decode func(cty.Value) (cty.Value, error)) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		if len(args) != 1 || !isText(args[0]) {
			return cty.NilVal, false, nil
		}
		if _, alone := e.table.alone(args[0]); alone {
			return cty.NilVal, false, nil
		}
		result, err := decode(args[0])
		return result, err == nil, nil
	}
}

func (e *Evaluator) yamlDecode(v cty.Value) (cty.Value, error) {
	return e.plain["yamldecode"].Call([]cty.Value{v})
}

// length of a text depends on the text, that of a list does not. A text that is surely there has some.
func (e *Evaluator) length(args []cty.Value) (cty.Value, bool, error) {
	if len(args) == 1 && e.table.isNeverEmpty(args[0]) {
		n := e.table.add(placeholder{from: args, positive: true})
		return e.table.value(n, cty.Number), true, nil
	}
	if len(args) != 1 || !iterable(args[0]) {
		return cty.NilVal, false, nil
	}
	if isUnordered(e.table, args[0]) {
		all, sure := e.different(args[0].AsValueSlice())
		return cty.NumberIntVal(int64(len(all))), sure, nil
	}
	return cty.NumberIntVal(int64(args[0].LengthInt())), true, nil
}

// lookup by a key that is not known, or among such keys, is sure only for the very same key.
func (e *Evaluator) lookup(args []cty.Value) (cty.Value, bool, error) {
	if len(args) == 3 && e.table.isOpen(args[0]) && e.table.settled(args[1]) {
		return e.lookupOpen(args)
	}
	if len(args) < 2 || len(args) > 3 || !iterable(args[0]) || !isText(args[1]) {
		return cty.NilVal, false, nil
	}
	if found, ok := member(args[0], args[1].AsString()); ok {
		return found, true, nil
	}
	open := !e.table.settled(args[1])
	if open {
		e.doubts++
	}
	var all []cty.Value
	for it := args[0].ElementIterator(); it.Next(); {
		key, v := it.Element()
		all = append(all, v)
		open = open || e.table.hasToken(key.AsString())
	}
	switch {
	case open:
		return e.table.choice(append(all, args[2:]...)...), true, nil
	case len(args) == 3:
		return args[2], true, nil
	}
	return cty.NilVal, true, errors.New("lookup failed to find the key")
}

// sort gives the elements in an order that only apply knows.
func (e *Evaluator) sort(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 1 || !iterable(args[0]) {
		return cty.NilVal, false, nil
	}
	list, err := convert.Convert(e.table.filled(args[0]), cty.List(cty.String))
	if err != nil {
		return cty.NilVal, true, err
	}
	return e.unordered(list), true, nil
}

func (e *Evaluator) toList(args []cty.Value) (cty.Value, bool, error) {
	if len(args) == 1 && isUnordered(e.table, args[0]) {
		return args[0], true, nil
	}
	if len(args) != 1 || !iterable(args[0]) {
		return cty.NilVal, false, nil
	}
	result, err := convert.Convert(args[0], cty.List(cty.DynamicPseudoType))
	return result, err == nil, nil
}

// ofMap: the order of keys that are not known is not known either.
func (e *Evaluator) ofMap(name string) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		if len(args) != 1 || !iterable(args[0]) {
			return cty.NilVal, false, nil
		}
		result, err := e.plain[name].Call(args)
		if err != nil {
			return result, true, err
		}
		for it := args[0].ElementIterator(); it.Next(); {
			if key, _ := it.Element(); key.Type() == cty.String && e.table.hasToken(key.AsString()) {
				return e.unordered(result), true, nil
			}
		}
		return result, true, nil
	}
}
