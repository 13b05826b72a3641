package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// counted is what a loop evaluates for each element.
type counted struct {
	hclsyntax.Expression
	e *Evaluator
}

// Value implements hcl.Expression.
func (c *counted) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if err := c.e.budget.spend(1); err != nil {
		return cty.DynamicVal, failed(c, err.Error())
	}
	return c.Expression.Value(ctx)
}

// loop goes over a collection; a set of values that are not known has no order.
type loop struct {
	*hclsyntax.ForExpr
	e *Evaluator
}

// Value implements hcl.Expression.
func (l *loop) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	over, diagnostics := l.CollExpr.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	if l.e.table.isOpen(over) {
		return l.through(ctx, over)
	}
	return l.e.into(over, func(v cty.Value) (cty.Value, hcl.Diagnostics) { return l.through(ctx, v) })
}

// through makes what the loop makes of a collection.
func (l *loop) through(ctx *hcl.EvalContext, over cty.Value) (cty.Value, hcl.Diagnostics) {
	elements, ok := l.e.table.elements(over)
	switch {
	case !ok && (over.IsMarked() || !over.IsKnown()):
		return l.e.table.derived(cty.DynamicPseudoType, over), nil
	case !ok:
		each := *l.ForExpr
		each.CollExpr = literal(over, l.CollExpr)
		return each.Value(ctx) // the error, in Terraform's words
	}
	m := making{collection: collection{isObject: l.KeyExpr != nil}, grouped: l.Group, left: mostParts}
	for _, element := range elements {
		if diagnostics := l.make(ctx, element, &m); diagnostics.HasErrors() {
			return cty.DynamicVal, diagnostics
		}
	}
	if m.isLost {
		l.e.doubts++
		return l.e.table.derived(cty.DynamicPseudoType, over), nil
	}
	result := l.e.table.collected(m.collection, over)
	if isUnordered(l.e.table, over) {
		return l.e.unordered(result), nil
	}
	return result, nil
}

// element is what a loop goes through; sure is false for what is only perhaps there.
type element struct {
	key, value cty.Value
	sure       bool
}

// elements are those of a collection. In a list, the numbers behind one that is perhaps not there are not known.
func (p *placeholders) elements(over cty.Value) (all []element, ok bool) {
	if !p.isOpen(over) {
		if !iterable(over) {
			return nil, false
		}
		for it := over.ElementIterator(); it.Next(); {
			key, value := it.Element()
			all = append(all, element{key, value, true})
		}
		return all, true
	}
	c, _ := p.opened(over)
	sure := true
	for i, entry := range c.entries {
		e := element{cty.StringVal(entry.key), entry.value, entry.sure}
		if !c.isObject {
			e.key = cty.NumberIntVal(int64(i))
			if !sure {
				e.key = p.derived(cty.Number, over)
			}
		}
		sure = sure && entry.sure
		all = append(all, e)
	}
	return all, true
}

// making is what a loop has made so far. It is lost where a key is not known, or where it is not
// known what stands under one.
type making struct {
	collection
	grouped, isLost bool
	// left is how many parts it may still have: a loop in a loop makes more than there is memory for before anybody
	// looks at what it made.
	left int
}

// make makes one element. What ends with an error is not there if it is only perhaps there, as
// apply would end with it.
func (l *loop) make(ctx *hcl.EvalContext, from element, m *making) hcl.Diagnostics {
	child := ctx.NewChild()
	child.Variables = map[string]cty.Value{l.ValVar: from.value}
	if l.KeyVar != "" {
		child.Variables[l.KeyVar] = from.key
	}
	made := entry{sure: from.sure}
	there, diagnostics := l.takes(child, &made)
	if there && !diagnostics.HasErrors() {
		diagnostics = l.evaluate(child, &made, m)
	}
	switch {
	case diagnostics.HasErrors() && !made.sure:
		l.e.doubts++
		return nil
	case diagnostics.HasErrors() || !there:
		return diagnostics
	}
	if m.left = sizeOf(made.value, m.left); m.left < 0 {
		return failed(l, l.e.budget.tooBig().Error())
	}
	return l.add(made, m)
}

// takes reports whether the condition takes an element.
func (l *loop) takes(ctx *hcl.EvalContext, made *entry) (bool, hcl.Diagnostics) {
	if l.CondExpr == nil {
		return true, nil
	}
	taken, diagnostics := l.CondExpr.Value(ctx)
	if diagnostics.HasErrors() {
		return false, diagnostics
	}
	if !l.e.table.settled(taken) {
		made.sure = false
		return true, nil
	}
	yes, err := convert.Convert(taken, cty.Bool)
	if err != nil || yes.IsNull() {
		return false, failed(l, "The condition is neither true nor false")
	}
	return yes.True(), nil
}

// evaluate evaluates key and value of an element.
func (l *loop) evaluate(ctx *hcl.EvalContext, made *entry, m *making) (diagnostics hcl.Diagnostics) {
	if l.KeyExpr != nil {
		key, diagnostics := l.KeyExpr.Value(ctx)
		if diagnostics.HasErrors() {
			return diagnostics
		}
		if key.IsMarked() || !key.IsKnown() {
			m.isLost = true
			return nil
		}
		text, err := convert.Convert(key, cty.String)
		if err != nil || text.IsNull() {
			return failed(l, "The key is no text")
		}
		made.key = text.AsString()
	}
	made.value, diagnostics = l.ValExpr.Value(ctx)
	return diagnostics
}

func (l *loop) add(made entry, m *making) hcl.Diagnostics {
	i, found := m.at(made.key)
	if m.grouped && !found {
		i, found = l.sameKey(made.key, m)
	}
	switch {
	case m.isLost:
	case m.grouped && !made.sure:
		m.isLost = true
	case m.grouped && found:
		m.entries[i].value = cty.TupleVal(append(m.entries[i].value.AsValueSlice(), made.value))
	case m.grouped:
		m.add(entry{made.key, cty.TupleVal([]cty.Value{made.value}), true})
	case !found:
		m.add(made)
	case made.sure && m.entries[i].sure:
		return failed(l, "Two elements have the same key")
	default:
		m.isLost = true
	}
	return nil
}

// sameKey finds a key that is another text for the same; what may be the same leaves nobody knowing the groups.
func (l *loop) sameKey(key string, m *making) (at int, found bool) {
	isOpen := l.e.table.hasToken(key)
	for i, entry := range m.entries {
		if !isOpen && !l.e.table.hasToken(entry.key) {
			continue
		}
		equal, sure := l.e.equal(cty.StringVal(key), cty.StringVal(entry.key))
		if sure && equal {
			return i, true
		}
		m.isLost = m.isLost || !sure
	}
	return 0, false
}
