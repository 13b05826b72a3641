package source

import (
	"errors"

	"github.com/archcheck/archcheck/internal/collect/plan/source/functions"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// closures are the functions that take expressions or evaluate templates.
func (e *Evaluator) closures() map[string]function.Function {
	return map[string]function.Function{
		"try": function.New(&function.Spec{
			VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return e.try(args) },
		}),
		"can": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
			Type:   function.StaticReturnType(cty.Bool),
			Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return e.can(args[0]) },
		}),
		"templatefile":   e.template(true),
		"templatestring": e.template(false),
	}
}

// try is the first expression without an error. One that is not known may still have one, unless
// nothing was done with what is not known.
func (e *Evaluator) try(args []cty.Value) (cty.Value, error) {
	var choice []cty.Value
	before := e.doubts
	for _, arg := range args {
		e.doubts = before
		v, diagnostics := customdecode.ExpressionClosureFromVal(arg).Value()
		if e.budget.over != nil {
			return cty.NilVal, e.budget.over
		}
		if diagnostics.HasErrors() {
			continue
		}
		choice = append(choice, v)
		if e.doubts == before {
			break
		}
	}
	if len(choice) == 0 {
		return cty.NilVal, errors.New("no expression succeeded")
	}
	return e.table.choice(choice...), nil
}

func (e *Evaluator) can(arg cty.Value) (cty.Value, error) {
	before := e.doubts
	v, diagnostics := customdecode.ExpressionClosureFromVal(arg).Value()
	sure := e.doubts == before
	e.doubts = before
	switch {
	case e.budget.over != nil:
		return cty.NilVal, e.budget.over
	case diagnostics.HasErrors():
		return cty.False, nil
	case !sure:
		return e.table.derived(cty.Bool, v), nil
	}
	return cty.True, nil
}

// template evaluates a file or a text with the given variables, and nothing else.
func (e *Evaluator) template(isFile bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "template", Type: cty.String}, functions.Anything("variables")},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !iterable(args[1]) || e.table.hasToken(args[0].AsString()) {
				return e.table.derived(cty.String, args...), nil
			}
			content := args[0].AsString()
			if isFile {
				data, err := e.folder.ReadFile(content)
				if err != nil {
					return e.table.untold(), nil //nolint:nilerr // a file that is not here is not told, and no error of the source
				}
				content = string(data)
			}
			return e.render(content, args[1])
		},
	})
}

// deepest bounds how far templates may call templates.
const deepest = 32

func (e *Evaluator) render(content string, variables cty.Value) (cty.Value, error) {
	if e.depth++; e.depth > deepest {
		e.depth--
		return cty.NilVal, errors.New("templates call each other too deeply")
	}
	defer func() { e.depth-- }()
	expression, diagnostics := parseTemplate([]byte(content), "template", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics
	}
	context := &hcl.EvalContext{Variables: variables.AsValueMap(), Functions: e.functions}
	result, diagnostics := e.rewritten(expression).Value(context)
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics
	}
	return result, nil
}
