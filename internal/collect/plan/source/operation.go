package source

import (
	"math/big"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// operation is one on two values.
type operation struct {
	*hclsyntax.BinaryOpExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (o *operation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	left, diagnostics := o.LHS.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	logical := o.Op == hclsyntax.OpLogicalAnd || o.Op == hclsyntax.OpLogicalOr
	ending := cty.BoolVal(o.Op == hclsyntax.OpLogicalOr)
	if logical && o.e.table.settled(left) && identical(left, ending) {
		return ending, nil
	}
	right, diagnostics := o.RHS.Value(ctx)
	if diagnostics.HasErrors() {
		if logical && !o.e.table.settled(left) {
			o.e.doubts++
			return o.e.table.derived(cty.Bool, left), nil // what stands before may keep it from being looked at
		}
		return cty.DynamicVal, diagnostics
	}
	if err := o.e.budget.weigh(left, right); err != nil {
		return cty.DynamicVal, failed(o, err.Error())
	}
	if o.e.table.settled(left) && o.e.table.settled(right) {
		return (&hclsyntax.BinaryOpExpr{LHS: literal(left, o), Op: o.Op, RHS: literal(right, o), SrcRange: o.SrcRange}).Value(
			ctx,
		)
	}
	if holds, sure := o.aboveZero(left, right); sure {
		return cty.BoolVal(holds), nil
	}
	if o.Op != hclsyntax.OpEqual && o.Op != hclsyntax.OpNotEqual {
		o.e.doubts++
	}
	return o.open(left, right, logical, ending), nil
}

// aboveZero is the result where a number that is not known is at least one, and the other one is below that: the usual
// way to ask whether something is there.
func (o *operation) aboveZero(left, right cty.Value) (holds, sure bool) {
	turned := map[*hclsyntax.Operation]*hclsyntax.Operation{
		hclsyntax.OpLessThan: hclsyntax.OpGreaterThan, hclsyntax.OpLessThanOrEqual: hclsyntax.OpGreaterThanOrEqual,
		hclsyntax.OpGreaterThan: hclsyntax.OpLessThan, hclsyntax.OpGreaterThanOrEqual: hclsyntax.OpLessThanOrEqual,
		hclsyntax.OpEqual: hclsyntax.OpEqual, hclsyntax.OpNotEqual: hclsyntax.OpNotEqual,
	}
	op := o.Op
	if n, alone := o.e.table.alone(left); !alone || !o.e.table.all[n].positive {
		left, right, op = right, left, turned[op]
	}
	n, alone := o.e.table.alone(left)
	if op == nil || !alone || !o.e.table.all[n].positive || !o.e.table.settled(right) || right.IsNull() ||
		right.Type() != cty.Number {
		return false, false
	}
	switch bound := right.AsBigFloat(); {
	case bound.Sign() <= 0:
		return op == hclsyntax.OpGreaterThan || op == hclsyntax.OpGreaterThanOrEqual || op == hclsyntax.OpNotEqual, true
	case bound.Cmp(big.NewFloat(1)) == 0:
		return op == hclsyntax.OpGreaterThanOrEqual, op == hclsyntax.OpGreaterThanOrEqual || op == hclsyntax.OpLessThan
	}
	return false, false
}

// open is the result where one side is not known.
func (o *operation) open(left, right cty.Value, logical bool, ending cty.Value) cty.Value {
	switch {
	case logical && identical(right, ending):
		return ending
	case logical && o.e.table.settled(left):
		return right
	case logical && o.e.table.settled(right):
		return left
	case o.Op == hclsyntax.OpEqual || o.Op == hclsyntax.OpNotEqual:
		if equal, sure := o.e.equal(left, right); sure {
			return cty.BoolVal(equal == (o.Op == hclsyntax.OpEqual))
		}
	}
	return o.e.table.derived(o.Op.Type, left, right)
}

// equal compares values of which parts are not known.
func (e *Evaluator) equal(a, b cty.Value) (equal, sure bool) {
	if e.table.settled(a) && e.table.settled(b) {
		return settledEqual(a, b), true
	}
	if identical(a, b) {
		return true, true
	}
	for _, pair := range [][2]cty.Value{{a, b}, {b, a}} {
		if n, ok := e.table.alone(pair[0]); ok && len(e.table.all[n].alternatives) > 0 {
			return e.equalAll(e.table.all[n].alternatives, pair[1])
		}
	}
	for _, pair := range [][2]cty.Value{{a, b}, {b, a}} {
		if e.neverEquals(pair[0], pair[1]) {
			return false, true
		}
	}
	if isText(a) && isText(b) && e.table.shaped(a.AsString()) == e.table.shaped(b.AsString()) {
		return true, true
	}
	return false, e.table.areTwoThings(a, b)
}

func settledEqual(a, b cty.Value) bool {
	result, diagnostics := (&hclsyntax.BinaryOpExpr{LHS: &hclsyntax.LiteralValueExpr{Val: a}, Op: hclsyntax.OpEqual,
		RHS: &hclsyntax.LiteralValueExpr{Val: b}}).Value(nil)
	return !diagnostics.HasErrors() && result.IsKnown() && result.True()
}

// equalAll is sure where it is the same for all alternatives.
func (e *Evaluator) equalAll(alternatives []cty.Value, other cty.Value) (equal, sure bool) {
	for i, a := range alternatives {
		result, known := e.equal(a, other)
		if !known || i > 0 && result != equal {
			return false, false
		}
		equal = result
	}
	return equal, true
}

// neverEquals: what identifies a resource is neither null nor empty, a text that begins with
// something else is another, and a list is no null.
func (e *Evaluator) neverEquals(open, other cty.Value) bool {
	switch {
	case e.table.isOpen(open) && isNull(other):
		return true
	case open.IsMarked() || !open.IsKnown() || open.IsNull() || other.IsMarked() || !other.IsKnown():
		return false
	case other.IsNull():
		return open.Type() != cty.String || e.table.isNeverEmpty(open)
	case open.Type() != cty.String || other.Type() != cty.String:
		return open.Type().IsTupleType() && iterable(other) && open.LengthInt() != other.LengthInt()
	case other.AsString() == "":
		return e.table.isNeverEmpty(open)
	}
	first, second := e.table.pieces(e.table.shaped(open.AsString())), e.table.pieces(e.table.shaped(other.AsString()))
	if len(first) == 0 || len(second) == 0 || first[0].number >= 0 || second[0].number >= 0 {
		return false
	}
	n := min(len(first[0].text), len(second[0].text))
	return !strings.EqualFold(first[0].text[:n], second[0].text[:n])
}

// negation is an operation on one value.
type negation struct {
	*hclsyntax.UnaryOpExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (n *negation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diagnostics := n.Val.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	if !n.e.table.settled(v) {
		n.e.doubts++
		return n.e.table.derived(n.Op.Type, v), nil
	}
	return (&hclsyntax.UnaryOpExpr{Op: n.Op, Val: literal(v, n), SrcRange: n.SrcRange}).Value(ctx)
}
