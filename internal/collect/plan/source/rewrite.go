package source

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// rewritten is an expression in which whatever decides on a value that is not known is
// replaced by what can (expression.go). Each is rewritten once; the parsed source stays as it is.
func (e *Evaluator) rewritten(expr hclsyntax.Expression) hclsyntax.Expression {
	if expr == nil {
		return nil
	}
	if known, ok := e.rewrites[expr]; ok {
		return known
	}
	result := e.rewrite(expr)
	e.rewrites[expr] = result
	return result
}

func (e *Evaluator) rewrite(expr hclsyntax.Expression) hclsyntax.Expression {
	switch x := expr.(type) {
	case *hclsyntax.ConditionalExpr:
		c := *x
		c.Condition = e.rewritten(x.Condition)
		c.TrueResult = e.rewritten(x.TrueResult)
		c.FalseResult = e.rewritten(x.FalseResult)
		return &condition{&c, e}
	case *hclsyntax.BinaryOpExpr:
		c := *x
		c.LHS, c.RHS = e.rewritten(x.LHS), e.rewritten(x.RHS)
		return &operation{&c, e}
	case *hclsyntax.UnaryOpExpr:
		c := *x
		c.Val = e.rewritten(x.Val)
		return &negation{&c, e}
	case *hclsyntax.TemplateExpr:
		c := *x
		c.Parts = e.rewrittenAll(x.Parts)
		return &template{&c, e}
	case *hclsyntax.TemplateJoinExpr:
		c := *x
		c.Tuple = e.rewritten(x.Tuple)
		return &joined{&c, e}
	case *hclsyntax.ForExpr:
		c := *x
		c.CollExpr, c.KeyExpr, c.CondExpr = e.rewritten(x.CollExpr), e.rewritten(x.KeyExpr), e.rewritten(x.CondExpr)
		c.ValExpr = &counted{e.rewritten(x.ValExpr), e}
		return &loop{&c, e}
	case *hclsyntax.ScopeTraversalExpr:
		return &traversed{x, e}
	case *hclsyntax.RelativeTraversalExpr:
		c := *x
		c.Source = e.rewritten(x.Source)
		return &relative{&c, e}
	case *hclsyntax.SplatExpr:
		c := *x
		c.Source, c.Each = e.rewritten(x.Source), e.rewritten(x.Each)
		return &splat{&c, e}
	case *hclsyntax.IndexExpr:
		c := *x
		c.Collection, c.Key = e.rewritten(x.Collection), e.rewritten(x.Key)
		return &picked{&c, e}
	case *hclsyntax.FunctionCallExpr:
		c := *x
		c.Args = e.rewrittenAll(x.Args)
		if _, known := e.functions[x.Name]; !known {
			return &opaque{&c, e}
		}
		return &c
	}
	return e.rewriteInner(expr)
}

// rewriteInner rewrites what stands inside of expressions that decide nothing themselves.
func (e *Evaluator) rewriteInner(expr hclsyntax.Expression) hclsyntax.Expression {
	switch x := expr.(type) {
	case *hclsyntax.TemplateWrapExpr:
		c := *x
		c.Wrapped = e.rewritten(x.Wrapped)
		return &c
	case *hclsyntax.ParenthesesExpr:
		c := *x
		c.Expression = e.rewritten(x.Expression)
		return &c
	case *hclsyntax.TupleConsExpr:
		c := *x
		c.Exprs = e.rewrittenAll(x.Exprs)
		return &c
	case *hclsyntax.ObjectConsExpr:
		c := *x
		c.Items = make([]hclsyntax.ObjectConsItem, len(x.Items))
		for i, item := range x.Items {
			c.Items[i] = hclsyntax.ObjectConsItem{
				KeyExpr:   e.rewritten(item.KeyExpr),
				ValueExpr: e.rewritten(item.ValueExpr),
			}
		}
		return &c
	case *hclsyntax.ObjectConsKeyExpr:
		c := *x
		c.Wrapped = e.rewritten(x.Wrapped)
		return &c
	}
	return expr
}

func (e *Evaluator) rewrittenAll(all []hclsyntax.Expression) []hclsyntax.Expression {
	result := make([]hclsyntax.Expression, len(all))
	for i, expr := range all {
		result[i] = e.rewritten(expr)
	}
	return result
}
