package source

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// place is a body in which an attribute is looked for.
type place struct {
	scope      *Scope
	repetition repetition
	body       *hclsyntax.Body
	// iterators are the values of dynamic blocks around the body.
	iterators map[string]cty.Value
	planned   Planned
}

// inBody evaluates an attribute, which may stand below nested blocks: name, index, name.
// At is the path of the body within the resource.
func (e *Evaluator) inBody(p place, at, path []string) (cty.Value, bool) {
	if attribute := p.body.Attributes[path[0]]; attribute != nil {
		value, ok := e.expression(p.scope, attribute.Expr, p.repetition, p.iterators)
		if !ok || len(path) == 1 {
			return value, ok
		}
		if len(path) > 2 && path[1] == "0" && isObject(attribute.Expr) {
			return e.step(value, path[2:]) // JSON writes a single block as an object
		}
		return e.step(value, path[1:])
	}
	if len(path) < 3 {
		return cty.NilVal, false
	}
	blocks, ok := e.blocks(p, path[0])
	if !ok {
		return cty.NilVal, false
	}
	here := append(slices.Clone(at), path[0], path[1])
	if len(blocks) > 1 {
		// Blocks are often a set: their order in the plan is not that of the source.
		blocks = oneOf(slices.DeleteFunc(blocks, func(b place) bool { return !e.agrees(b, here) }), p.planned, here)
	}
	return e.common(blocks, here, path[2:])
}

// oneOf narrows blocks that can be the one at a path of the plan. Where as many stand in the plan that show the same,
// each of them is one of the blocks, and it does not matter which: the first is the first.
func oneOf(blocks []place, planned Planned, at []string) []place {
	if planned == nil || len(blocks) < 2 {
		return blocks
	}
	alike := planned.Alike(at)
	if i := slices.Index(alike, at[len(at)-1]); i >= 0 && len(alike) == len(blocks) {
		return blocks[i : i+1]
	}
	return blocks
}

func isObject(expr hclsyntax.Expression) bool {
	_, ok := expr.(*hclsyntax.ObjectConsExpr)
	return ok
}

// common is the value that all blocks agree on.
func (e *Evaluator) common(blocks []place, at, path []string) (cty.Value, bool) {
	var result cty.Value
	for i, b := range blocks {
		value, ok := e.inBody(b, at, path)
		if !ok || i > 0 && !identical(result, value) && !sameKnown(result, value) {
			return cty.NilVal, false
		}
		result = value
	}
	return result, len(blocks) > 0
}

// sameKnown: 5432 and "5432" are one.
func sameKnown(a, b cty.Value) bool {
	x, xKnown := Known(a)
	y, yKnown := Known(b)
	return xKnown && yKnown && sameJSON(x, y)
}

// blocks lists the blocks of a name: those written, and those that dynamic blocks make.
func (e *Evaluator) blocks(p place, name string) ([]place, bool) {
	var all []place
	for _, b := range p.body.Blocks {
		switch {
		case b.Type == name:
			all = append(all, place{p.scope, p.repetition, b.Body, p.iterators, p.planned})
		case b.Type == "dynamic" && len(b.Labels) == 1 && b.Labels[0] == name:
			made, ok := e.dynamic(p, b, name)
			if !ok {
				return nil, false
			}
			all = append(all, made...)
		}
	}
	return all, true
}

// dynamic makes one place for each element that a dynamic block iterates over.
func (e *Evaluator) dynamic(p place, b *hclsyntax.Block, name string) ([]place, bool) {
	forEach := b.Body.Attributes["for_each"]
	i := slices.IndexFunc(b.Body.Blocks, func(inner *hclsyntax.Block) bool { return inner.Type == "content" })
	if forEach == nil || i < 0 {
		return nil, false
	}
	iterator := name
	if attribute := b.Body.Attributes["iterator"]; attribute != nil {
		traversals := attribute.Expr.Variables()
		if len(traversals) != 1 {
			return nil, false
		}
		iterator = traversals[0].RootName()
	}
	over, ok := e.expression(p.scope, forEach.Expr, p.repetition, p.iterators)
	if !ok || !iterable(over) {
		return nil, false
	}
	var all []place
	for it := over.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if over.Type().IsSetType() {
			key = value
		}
		iterators := map[string]cty.Value{}
		maps.Copy(iterators, p.iterators)
		iterators[iterator] = cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})
		all = append(all, place{p.scope, p.repetition, b.Body.Blocks[i].Body, iterators, p.planned})
	}
	return all, true
}

// agrees reports whether a block can be the one that the plan shows at a path: what both
// know of its attributes is the same.
func (e *Evaluator) agrees(p place, at []string) bool {
	if p.planned == nil {
		return true
	}
	for name, attribute := range p.body.Attributes {
		planned := p.planned.Known(append(slices.Clone(at), name))
		if planned == nil {
			continue
		}
		value, ok := e.expression(p.scope, attribute.Expr, p.repetition, p.iterators)
		if !ok {
			continue
		}
		if written, known := (Value{value, e.table, 0}).Known(); known && string(written) != "null" &&
			!shows(planned, written) {
			return false
		}
	}
	return true
}

// shows reports whether the plan shows what is written; it leaves out some of what is empty.
func shows(planned, written []byte) bool {
	if string(planned) == "null" {
		return slices.Contains([]string{`""`, "false", "0", "[]", "{}"}, string(written))
	}
	return sameJSON(planned, written)
}

// sameJSON compares two values as Terraform would convert them: 5432 is "5432", and the
// order of a set does not count.
func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return len(a) == len(b)
	}
	return plainText(x) == plainText(y)
}

func plainText(v any) string {
	list, ok := v.([]any)
	if !ok {
		return fmt.Sprint(v)
	}
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = plainText(item)
	}
	slices.Sort(texts)
	return fmt.Sprint(texts)
}
