package source

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/source/functions"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// handling is what a function does with texts that are not known.
type handling int

const (
	// inspects: the result depends on what the text says.
	inspects handling = iota
	// places: the function puts values somewhere and does not look into them.
	places
)

// handlingOf is the list of functions that place values. All others inspect them.
func handlingOf(name string) handling {
	switch name {
	case "concat",
		"flatten",
		"merge",
		"element",
		"chunklist",
		"reverse",
		"slice",
		"zipmap",
		"values",
		"keys",
		"one",
		"setproduct",
		"distinct",
		"toset",
		"tomap",
		"tostring",
		"join",
		"indent",
		"chomp",
		"trimspace",
		"setunion",
		"sensitive",
		"nonsensitive",
		"ephemeralasnull",
		"coalescelist",
		"transpose",
		"tolist":
		return places
	}
	return inspects
}

// neverFails lists functions that take any values in the collections that they are given.
func neverFails(name string, args []cty.Value) bool {
	switch name {
	case "concat",
		"flatten",
		"merge",
		"keys",
		"values",
		"length",
		"lookup",
		"jsonencode",
		"reverse",
		"distinct",
		"toset",
		"compact":
		return !slices.ContainsFunc(args, func(arg cty.Value) bool { return arg.IsMarked() || !arg.IsKnown() })
	}
	return false
}

// isThere reports whether arguments are surely not null, and of the type that they seem to be.
func (e *Evaluator) isThere(args []cty.Value) bool {
	return !slices.ContainsFunc(args, func(arg cty.Value) bool {
		return arg.IsMarked() || !arg.IsKnown() || isText(arg) && !e.table.settled(arg) && !e.table.isNeverEmpty(arg)
	})
}

// special is a function that is written anew for values that are not known. Told is false
// where it has nothing better to say than that the result depends on them.
type special func(args []cty.Value) (result cty.Value, told bool, err error)

// guard makes a function of Terraform one that takes placeholders.
func (e *Evaluator) guard(name string, inner function.Function, own special) function.Function {
	anything := functions.Anything("arguments")
	return function.New(&function.Spec{
		VarParam: &anything,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if err := e.budget.weigh(args...); err != nil {
				return cty.NilVal, err
			}
			if err := e.budget.foresee(name, args); err != nil {
				return cty.NilVal, err
			}
			return e.call(name, inner, own, args)
		},
	})
}

func (e *Evaluator) call(name string, inner function.Function, own special, args []cty.Value) (cty.Value, error) {
	settled := true
	for _, arg := range args {
		settled = settled && e.table.settled(arg)
	}
	if settled {
		return callConverted(inner, args)
	}
	if own != nil {
		result, told, err := own(args)
		if !told || err != nil || !e.isThere(args) && !neverFails(name, args) {
			e.doubts++
		}
		if told || err != nil {
			return result, err
		}
		return e.dependsOn(inner, args), nil
	}
	if !neverFails(name, args) {
		e.doubts++
	}
	if handlingOf(name) == inspects {
		return e.dependsOn(inner, args), nil
	}
	return e.place(name, inner, args)
}

// onlyConverts lists functions whose result is their argument, in another type at most.
func onlyConverts(name string) bool {
	switch name {
	case "tostring", "tolist", "toset", "tomap", "sensitive", "nonsensitive", "ephemeralasnull":
		return true
	}
	return false
}

// placed keeps what is sure of a result: one that is not known depends on the arguments, and
// what a set held is in no order, as only apply knows the order of what it holds.
func (e *Evaluator) placed(result cty.Value, args []cty.Value) cty.Value {
	if !result.IsKnown() && !result.IsMarked() {
		return e.table.derived(result.Type(), args...)
	}
	for _, arg := range args {
		if isUnordered(e.table, arg) {
			return e.unordered(result)
		}
	}
	return result
}

// isUnordered reports whether a value iterates in an order that only apply knows.
func isUnordered(p *placeholders, v cty.Value) bool {
	return iterable(v) && v.Type().IsSetType() && v.LengthInt() > 1 && p.anyText(v, p.hasToken)
}

// unordered makes a list one whose elements cannot be picked by number.
func (e *Evaluator) unordered(list cty.Value) cty.Value {
	t := list.Type()
	if !iterable(list) || !t.IsTupleType() && !t.IsListType() || list.LengthInt() < 2 {
		return list
	}
	if set, err := convert.Convert(list, cty.Set(cty.DynamicPseudoType)); err == nil && set.IsWhollyKnown() {
		return set
	}
	return e.table.derived(cty.DynamicPseudoType, list)
}

// dependsOn is a result that only the real arguments would tell.
func (e *Evaluator) dependsOn(inner function.Function, args []cty.Value) cty.Value {
	t := cty.DynamicPseudoType
	if converted, err := convertArguments(inner, args); err == nil {
		plain := make([]cty.Value, len(converted))
		for i, arg := range converted {
			plain[i], _ = arg.UnmarkDeep()
		}
		if returned, err := inner.ReturnTypeForValues(plain); err == nil {
			t = returned
		}
	}
	return e.table.derived(t, args...)
}

func callConverted(inner function.Function, args []cty.Value) (cty.Value, error) {
	args, err := convertArguments(inner, args)
	if err != nil {
		return cty.NilVal, err
	}
	return inner.Call(args)
}

// convertArguments gives arguments the types of the parameters, as HCL does when it calls.
func convertArguments(inner function.Function, args []cty.Value) ([]cty.Value, error) {
	parameters, rest := inner.Params(), inner.VarParam()
	result := make([]cty.Value, len(args))
	for i, arg := range args {
		t := cty.DynamicPseudoType
		switch {
		case i < len(parameters):
			t = parameters[i].Type
		case rest != nil:
			t = rest.Type
		}
		var err error
		if result[i], err = convert.Convert(arg, t); err != nil {
			return nil, function.NewArgError(i, err)
		}
	}
	return result, nil
}
