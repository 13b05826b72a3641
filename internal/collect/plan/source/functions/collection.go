package functions

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func collections() map[string]function.Function {
	return map[string]function.Function{
		"alltrue":      allOrAny(true),
		"anytrue":      allOrAny(false),
		"coalesce":     variadic(coalesce, Anything("values")),
		"coalescelist": variadic(coalesceList, Anything("lists")),
		"index":        dynamic(index, whole("list"), whole("value")),
		"length":       typed(cty.Number, length, whole("value")),
		"lookup":       variadic(lookup, Anything("arguments")),
		"matchkeys":    dynamic(matchKeys, whole("values"), whole("keys"), whole("wanted")),
		"one":          dynamic(one, whole("list")),
		"sum":          dynamic(sum, whole("list")),
		"transpose": typed(
			cty.Map(cty.List(cty.String)),
			transpose,
			function.Parameter{Name: "map", Type: cty.Map(cty.List(cty.String))},
		),
	}
}

// coalesce is the first value that is neither null nor an empty text.
func coalesce(args []cty.Value) (cty.Value, error) {
	for _, v := range args {
		if !v.IsKnown() {
			return cty.DynamicVal, nil
		}
		if v.IsNull() || v.Type() == cty.String && v.AsString() == "" {
			continue
		}
		return Unified(v, args), nil
	}
	return cty.NilVal, errors.New("no non-null, non-empty-string arguments")
}

// Unified is one of several values in the type that Terraform would give them all.
func Unified(v cty.Value, all []cty.Value) cty.Value {
	types := make([]cty.Type, len(all))
	for i, other := range all {
		types[i] = other.Type()
	}
	t, _ := convert.UnifyUnsafe(types)
	if t == cty.NilType {
		return v
	}
	if converted, err := convert.Convert(v, t); err == nil {
		return converted
	}
	return v
}

// coalesceList is the first list that is not empty; null counts as empty.
func coalesceList(args []cty.Value) (cty.Value, error) {
	for _, v := range args {
		if !v.IsKnown() {
			return cty.DynamicVal, nil
		}
		if v.IsNull() || !v.CanIterateElements() {
			return cty.NilVal, errors.New("coalescelist takes lists, none of them null")
		}
		if v.LengthInt() > 0 {
			return v, nil
		}
	}
	return cty.NilVal, errors.New("no non-null arguments that are not empty")
}

// index is the place of the first element that equals a value.
func index(args []cty.Value) (cty.Value, error) {
	if !args[0].CanIterateElements() || args[0].Type().IsObjectType() || args[0].Type().IsMapType() {
		return cty.NilVal, errors.New("argument must be a list or tuple")
	}
	i := int64(0)
	for it := args[0].ElementIterator(); it.Next(); i++ {
		_, v := it.Element()
		equal, err := stdlib.Equal(v, args[1])
		if err != nil {
			return cty.NilVal, err
		}
		if !equal.IsKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		if equal.True() {
			return cty.NumberIntVal(i), nil
		}
	}
	return cty.NilVal, errors.New("item not found")
}

func length(args []cty.Value) (cty.Value, error) {
	v := args[0]
	switch t := v.Type(); {
	case t == cty.String:
		return stdlib.Strlen(v)
	case t.IsObjectType():
		return cty.NumberIntVal(int64(len(t.AttributeTypes()))), nil
	case t.IsTupleType():
		return cty.NumberIntVal(int64(len(t.TupleElementTypes()))), nil
	case t.IsListType(), t.IsMapType(), t.IsSetType():
		return v.Length(), nil
	}
	return cty.NilVal, errors.New("argument must be a string, a collection type, or a structural type")
}

// lookup is an element of a map or an attribute of an object, or what is given for its absence.
func lookup(args []cty.Value) (cty.Value, error) {
	if len(args) < 2 || len(args) > 3 {
		return cty.NilVal, errors.New("lookup takes a map, a key and at most one default")
	}
	m, key := args[0], args[1]
	if !m.IsKnown() || !key.IsKnown() {
		return cty.DynamicVal, nil
	}
	if m.IsNull() || key.IsNull() {
		return cty.NilVal, errors.New("the map and the key of lookup must not be null")
	}
	key, err := convert.Convert(key, cty.String)
	if err != nil {
		return cty.NilVal, err
	}
	switch name := key.AsString(); {
	case m.Type().IsObjectType() && m.Type().HasAttribute(name):
		return m.GetAttr(name), nil
	case m.Type().IsMapType() && m.HasIndex(key).True():
		return m.Index(key), nil
	case !m.Type().IsObjectType() && !m.Type().IsMapType():
		return cty.NilVal, errors.New("lookup requires a map as its first argument")
	case len(args) == 3 && m.Type().IsMapType():
		return convert.Convert(args[2], m.Type().ElementType())
	case len(args) == 3:
		return args[2], nil
	default:
		return cty.NilVal, fmt.Errorf("lookup failed to find key %q", name)
	}
}

// matchKeys are the values whose key, at the same place of the second list, is a wanted one.
func matchKeys(args []cty.Value) (cty.Value, error) {
	values, keys, wanted := args[0].AsValueSlice(), args[1].AsValueSlice(), args[2].AsValueSlice()
	if len(values) != len(keys) {
		return cty.NilVal, errors.New("the lists of values and keys must be of one length")
	}
	var found []cty.Value
	for i, key := range keys {
		for _, w := range wanted {
			if equal, err := stdlib.Equal(key, w); err == nil && equal.IsKnown() && equal.True() {
				found = append(found, values[i])
				break
			}
		}
	}
	return cty.TupleVal(found), nil
}

// one is the only element of a list, or null where there is none.
func one(args []cty.Value) (cty.Value, error) {
	if !args[0].CanIterateElements() {
		return cty.NilVal, errors.New("must be a list, set, or tuple value with either zero or one elements")
	}
	switch elements := args[0].AsValueSlice(); len(elements) {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 1:
		return elements[0], nil
	}
	return cty.NilVal, errors.New("must be a list, set, or tuple value with either zero or one elements")
}

func sum(args []cty.Value) (cty.Value, error) {
	if !args[0].CanIterateElements() || args[0].LengthInt() == 0 {
		return cty.NilVal, errors.New("cannot sum an empty list")
	}
	total := cty.Zero
	for it := args[0].ElementIterator(); it.Next(); {
		_, v := it.Element()
		n, err := convert.Convert(v, cty.Number)
		if err != nil || n.IsNull() {
			return cty.NilVal, errors.New("argument must be list, set, or tuple of number values")
		}
		total = total.Add(n)
	}
	return total, nil
}

// allOrAny: a null element is not true; all of none is true.
func allOrAny(all bool) function.Function {
	return dynamic(func(args []cty.Value) (cty.Value, error) {
		if !args[0].CanIterateElements() {
			return cty.NilVal, errors.New("argument must be a list of bool")
		}
		open := false
		for it := args[0].ElementIterator(); it.Next(); {
			_, v := it.Element()
			b, err := convert.Convert(v, cty.Bool)
			switch {
			case err != nil:
				return cty.NilVal, err
			case !b.IsKnown():
				open = true
			case (!b.IsNull() && b.True()) != all:
				return cty.BoolVal(!all), nil
			}
		}
		if open {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(all), nil
	}, whole("list"))
}

// transpose turns a map of lists of texts around.
func transpose(args []cty.Value) (cty.Value, error) {
	turned := map[string][]cty.Value{}
	for it := args[0].ElementIterator(); it.Next(); {
		key, list := it.Element()
		for _, v := range list.AsValueSlice() {
			turned[v.AsString()] = append(turned[v.AsString()], key)
		}
	}
	if len(turned) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	result := map[string]cty.Value{}
	for key, list := range turned {
		result[key] = cty.ListVal(list)
	}
	return cty.MapVal(result), nil
}
