package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// traversed is a name with the steps behind it.
type traversed struct {
	*hclsyntax.ScopeTraversalExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (t *traversed) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	root, diagnostics := t.Traversal[:1].TraverseAbs(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	return t.e.walk(root, t.Traversal[1:])
}

// relative are steps behind another expression.
type relative struct {
	*hclsyntax.RelativeTraversalExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (r *relative) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	from, diagnostics := r.Source.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	return r.e.walk(from, r.Traversal)
}

// walk takes steps into a value.
func (e *Evaluator) walk(value cty.Value, steps []hcl.Traverser) (cty.Value, hcl.Diagnostics) {
	for _, step := range steps {
		next, diagnostics := e.into(value, step.TraversalStep)
		if diagnostics.HasErrors() {
			return cty.DynamicVal, diagnostics
		}
		value = next
	}
	return value, nil
}

// into takes a step into a value. Where that is one of several, so is what the step leads to: what
// has no such step is not it, as apply would end there.
func (e *Evaluator) into(
	value cty.Value,
	step func(cty.Value) (cty.Value, hcl.Diagnostics),
) (cty.Value, hcl.Diagnostics) {
	if isUnordered(e.table, value) {
		return e.anyByNumber(value, step)
	}
	if !value.IsMarked() && value.IsKnown() {
		return step(value)
	}
	n, alone := e.table.alone(value)
	if alone && e.table.all[n].open != nil {
		return e.stepped(n, step)
	}
	e.doubts++
	if !alone || len(e.table.all[n].alternatives) == 0 {
		return step(value)
	}
	var results []cty.Value
	var failure hcl.Diagnostics
	for _, alternative := range e.table.all[n].alternatives {
		result, diagnostics := e.into(alternative, step)
		if diagnostics.HasErrors() {
			failure = diagnostics
			continue
		}
		results = append(results, result)
	}
	if len(results) == 0 {
		return cty.DynamicVal, failure
	}
	return e.table.choice(results...), nil
}

// anyByNumber takes a step into what is in no order: its elements have no numbers, so that a number picks any of them.
func (e *Evaluator) anyByNumber(
	value cty.Value,
	step func(cty.Value) (cty.Value, hcl.Diagnostics),
) (cty.Value, hcl.Diagnostics) {
	result, diagnostics := step(value)
	if !diagnostics.HasErrors() {
		return result, nil
	}
	if _, failure := step(cty.TupleVal(value.AsValueSlice())); failure.HasErrors() {
		return result, diagnostics
	}
	e.doubts++
	return e.table.choice(value.AsValueSlice()...), nil
}

// splat is an expression for each element; a single value is a list of one, and null an empty one.
type splat struct {
	*hclsyntax.SplatExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (s *splat) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	over, diagnostics := s.Source.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	if over.Type() == cty.String && !s.e.table.settled(over) && !s.e.table.isNeverEmpty(over) {
		over = s.e.table.choice(cty.TupleVal([]cty.Value{over}), cty.EmptyTupleVal)
	}
	if s.e.table.isOpen(over) {
		c, _ := s.e.table.opened(over)
		if c.isObject {
			c = collection{entries: []entry{{value: over, sure: true}}}
		}
		return s.throughOpen(ctx, over, c)
	}
	return s.e.into(over, func(v cty.Value) (cty.Value, hcl.Diagnostics) {
		each := *s.SplatExpr
		each.Source = literal(v, s.Source)
		result, diagnostics := each.Value(ctx)
		if !diagnostics.HasErrors() && isUnordered(s.e.table, v) {
			return s.e.unordered(result), nil
		}
		return result, diagnostics
	})
}

// throughOpen makes one element for each that is perhaps there.
func (s *splat) throughOpen(ctx *hcl.EvalContext, over cty.Value, c collection) (cty.Value, hcl.Diagnostics) {
	result := collection{}
	for _, from := range c.entries {
		each := *s.SplatExpr
		each.Source = literal(cty.TupleVal([]cty.Value{from.value}), s.Source)
		one, diagnostics := each.Value(ctx)
		switch {
		case diagnostics.HasErrors() && from.sure:
			return cty.DynamicVal, diagnostics
		case diagnostics.HasErrors():
			s.e.doubts++
		default:
			result.add(entry{value: one.Index(cty.NumberIntVal(0)), sure: from.sure})
		}
	}
	return s.e.table.collected(result, over), nil
}
