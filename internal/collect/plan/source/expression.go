package source

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// condition chooses; where it is not known, either may be.
type condition struct {
	*hclsyntax.ConditionalExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (c *condition) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	asked, diagnostics := c.Condition.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	if c.e.table.settled(asked) {
		yes, err := convert.Convert(asked, cty.Bool)
		if err != nil || yes.IsNull() {
			return cty.DynamicVal, failed(c, "The condition is neither true nor false")
		}
		return c.chosen(ctx, yes)
	}
	c.e.doubts++
	left, leftDiagnostics := c.TrueResult.Value(ctx)
	right, rightDiagnostics := c.FalseResult.Value(ctx)
	switch {
	case leftDiagnostics.HasErrors() && rightDiagnostics.HasErrors():
		return cty.DynamicVal, leftDiagnostics
	case leftDiagnostics.HasErrors():
		return right, nil
	case rightDiagnostics.HasErrors():
		return left, nil
	}
	return c.e.table.choice(left, right), nil
}

// chosen is the branch that a known condition takes, in the type that both branches have in common.
func (c *condition) chosen(ctx *hcl.EvalContext, yes cty.Value) (cty.Value, hcl.Diagnostics) {
	taken, other := c.TrueResult, c.FalseResult
	if yes.False() {
		taken, other = other, taken
	}
	value, diagnostics := taken.Value(ctx)
	if diagnostics.HasErrors() {
		return value, diagnostics
	}
	unused, ignored := other.Value(ctx)
	for _, v := range []cty.Value{value, unused} {
		if ignored.HasErrors() || v.ContainsMarked() || !v.IsWhollyKnown() {
			return value, nil
		}
	}
	return (&hclsyntax.ConditionalExpr{Condition: literal(cty.True, c), TrueResult: literal(value, c), FalseResult: literal(unused, c),
		SrcRange: c.SrcRange}).Value(
		ctx,
	)
}

func failed(at hclsyntax.Expression, summary string) hcl.Diagnostics {
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: summary, Subject: at.Range().Ptr()}}
}

// template keeps the known parts of a text around those that are not.
type template struct {
	*hclsyntax.TemplateExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (t *template) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	var b strings.Builder
	for _, part := range t.Parts {
		v, diagnostics := part.Value(ctx)
		if diagnostics.HasErrors() {
			return cty.UnknownVal(cty.String), diagnostics
		}
		if err := t.e.budget.weigh(v); err != nil {
			return cty.UnknownVal(cty.String), failed(t, err.Error())
		}
		if !t.e.table.settled(v) && !t.e.table.isNeverEmpty(v) {
			t.e.doubts++
		}
		if v.IsMarked() || !v.IsKnown() {
			v = t.e.table.asText(v)
		}
		text, err := convert.Convert(v, cty.String)
		if err != nil || text.IsNull() {
			return cty.UnknownVal(cty.String), failed(t, "A part of the text is no text")
		}
		b.WriteString(text.AsString())
	}
	result := cty.StringVal(b.String())
	if err := t.e.budget.weigh(result); err != nil {
		return cty.UnknownVal(cty.String), failed(t, err.Error())
	}
	return result, nil
}

// joined is what a `for` in a template makes.
type joined struct {
	*hclsyntax.TemplateJoinExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (j *joined) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	parts, diagnostics := j.Tuple.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.UnknownVal(cty.String), diagnostics
	}
	if !j.e.table.settled(parts) {
		j.e.doubts++
	}
	parts = j.e.table.filled(parts)
	if parts.Type() == cty.String {
		return parts, nil
	}
	return (&hclsyntax.TemplateJoinExpr{Tuple: literal(parts, j)}).Value(ctx)
}

func literal(v cty.Value, at hclsyntax.Expression) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at.Range()}
}

// picked is an element by its key; by one that is not known it is any.
type picked struct {
	*hclsyntax.IndexExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (p *picked) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	from, diagnostics := p.Collection.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	key, diagnostics := p.Key.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	if p.e.table.settled(key) || !from.IsMarked() && from.IsKnown() && !iterable(from) {
		plain, _ := key.Unmark()
		return p.e.into(from, func(v cty.Value) (cty.Value, hcl.Diagnostics) {
			return (&hclsyntax.IndexExpr{Collection: literal(v, p), Key: literal(plain, p), SrcRange: p.SrcRange}).Value(
				ctx,
			)
		})
	}
	p.e.doubts++
	if !iterable(from) {
		return p.e.table.derived(cty.DynamicPseudoType, from), nil
	}
	if key.Type() == cty.String && !key.IsMarked() {
		if found, ok := member(from, key.AsString()); ok {
			return found, nil
		}
	}
	if from.LengthInt() == 0 {
		return cty.DynamicVal, failed(p, "There is nothing to pick from")
	}
	return p.e.table.choice(from.AsValueSlice()...), nil
}

// opaque is a call of a function whose result nobody can tell: one of a provider, or one that
// gives another result each time.
type opaque struct {
	*hclsyntax.FunctionCallExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (o *opaque) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	from := make([]cty.Value, len(o.Args))
	for i, arg := range o.Args {
		v, diagnostics := arg.Value(ctx)
		if diagnostics.HasErrors() {
			return cty.DynamicVal, diagnostics
		}
		from[i] = v
	}
	o.e.doubts++
	return o.e.table.derived(cty.DynamicPseudoType, append(from, o.e.table.untold())...), nil
}
