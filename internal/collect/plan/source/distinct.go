package source

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// mostCompared is how many values are compared with one another, each with each.
const mostCompared = 1000

// different are those of some values that surely are not one of those before; sure is false where others may be.
func (e *Evaluator) different(values []cty.Value) (all []cty.Value, sure bool) {
	if len(values) > mostCompared {
		return values, !slices.ContainsFunc(values, func(v cty.Value) bool { return !e.table.settled(v) })
	}
	sure = true
	for _, v := range values {
		isCopy, mayBe := false, false
		for _, other := range all {
			equal, known := e.equal(v, other)
			isCopy, mayBe = isCopy || known && equal, mayBe || !known
		}
		if !isCopy {
			all, sure = append(all, v), sure && !mayBe
		}
	}
	return all, sure
}

// distinct is a function that drops what is there already. Values that may be equal stay, in no order: they have no numbers.
func (e *Evaluator) distinct(name string) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		inner := e.plain[name]
		if slices.ContainsFunc(args, func(arg cty.Value) bool { return !isSequence(arg) }) {
			result, err := e.place(name, inner, args)
			return result, true, err
		}
		var values []cty.Value
		for _, arg := range args {
			values = append(values, arg.AsValueSlice()...)
		}
		all, sure := e.different(values)
		if sure && len(all) == len(values) {
			result, err := e.place(name, inner, args)
			return result, true, err
		}
		result, err := e.place(name, inner, append([]cty.Value{cty.TupleVal(all)}, emptied(args[1:])...))
		if err == nil && !sure {
			result = e.unordered(result)
		}
		return result, true, err
	}
}

// isSequence reports whether a value is a list, a set or a tuple of which it is known how many elements it has.
func isSequence(v cty.Value) bool {
	return iterable(v) && !v.Type().IsObjectType() && !v.Type().IsMapType()
}

// emptied are as many lists without anything in them.
func emptied(args []cty.Value) []cty.Value {
	all := make([]cty.Value, len(args))
	for i := range all {
		all[i] = cty.EmptyTupleVal
	}
	return all
}

// place calls a function that puts values somewhere and does not look into them.
func (e *Evaluator) place(name string, inner function.Function, args []cty.Value) (cty.Value, error) {
	result, err := callConverted(inner, args)
	switch {
	case err != nil:
		return result, err
	case result.IsMarked() && (!onlyConverts(name) || !args[0].IsMarked()):
		plain, _ := result.UnmarkDeep() // the marks of all that is in the arguments
		return e.table.derived(plain.Type(), args...), nil
	}
	return e.placed(result, args), nil
}

// one is the only element of a list, or null.
func (e *Evaluator) one(args []cty.Value) (cty.Value, bool, error) {
	switch {
	case len(args) == 1 && isUnordered(e.table, args[0]):
		if only, ok := e.onlyOf(args[0]); ok {
			return only, true, nil
		}
		return e.plainly("one", args)
	case len(args) != 1 || !iterable(args[0]) || args[0].LengthInt() > 1:
		return e.plainly("one", args)
	case args[0].LengthInt() == 1:
		return args[0].AsValueSlice()[0], true, nil
	}
	return cty.NullVal(cty.DynamicPseudoType), true, nil
}

// onlyOf is the only element of a set, whichever of those that may be equal it is: apply would end with an error otherwise.
func (e *Evaluator) onlyOf(set cty.Value) (cty.Value, bool) {
	all, _ := e.different(set.AsValueSlice())
	for i, v := range all {
		for _, other := range all[:i] {
			if _, sure := e.equal(v, other); sure {
				return cty.NilVal, false
			}
		}
	}
	e.doubts++
	return e.table.choice(all...), true
}

// root is the placeholder that one hands on as it was given.
func (p *placeholders) root(n, steps int) int {
	if h := p.all[n]; h.written != nil && steps > 0 {
		if value, ok := h.written(h.origin.Attribute); ok {
			if m, alone := p.alone(value); alone && m != n {
				return p.root(m, steps-1)
			}
		}
	}
	return n
}

// areTwoThings reports whether texts are the ids of two resources, of a type of which AWS gives each an id of its own. A
// data source reads what may be the other, and what is adopted may be so twice.
func (p *placeholders) areTwoThings(a, b cty.Value) bool {
	n, alone := p.alone(a)
	m, alsoAlone := p.alone(b)
	if !alone || !alsoAlone {
		return false
	}
	one, other := p.all[p.root(n, mostSteps)].origin, p.all[p.root(m, mostSteps)].origin
	return one.Address != other.Address && hasOwnID(one) && hasOwnID(other)
}

func hasOwnID(o Origin) bool {
	typ := typeIn(o.Address)
	return o.Attribute == "id" && idPrefix(typ) != "" && !strings.HasPrefix(typ, "aws_default_")
}

// typeIn is the type in the address of a managed resource, empty for a data source.
func typeIn(address string) string {
	if strings.HasSuffix(address, "]") {
		address = address[:max(strings.LastIndex(address, "["), 0)]
	}
	steps := strings.Split(address, ".")
	if len(steps) < 2 || len(steps) > 2 && steps[len(steps)-3] == "data" {
		return ""
	}
	return steps[len(steps)-2]
}
