package source

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Arguments returns where the attributes of a resource are written whose values the plan
// must agree with: neither constants, which plan JSON shows as they are written, nor what
// ignore_changes names.
func (f *Folder) Arguments(modulePath []string, block string) map[string]hcl.Range {
	m := f.module(modulePath)
	if m == nil || m.resources[block] == nil {
		return nil
	}
	body := m.resources[block].Body
	ignored, all := ignoredChanges(body)
	if all {
		return nil
	}
	arguments := map[string]hcl.Range{}
	for name, attribute := range body.Attributes {
		if !isMetaOfResource(name) && !slices.Contains(ignored, name) && len(attribute.Expr.Variables()) > 0 {
			arguments[name] = attribute.SrcRange
		}
	}
	return arguments
}

// ignoredChanges reads lifecycle.ignore_changes.
func ignoredChanges(body *hclsyntax.Body) (names []string, all bool) {
	for _, b := range body.Blocks {
		if b.Type != "lifecycle" || b.Body.Attributes["ignore_changes"] == nil {
			continue
		}
		for _, traversal := range b.Body.Attributes["ignore_changes"].Expr.Variables() {
			names = append(names, traversal.RootName())
		}
	}
	return names, slices.Contains(names, "all")
}

// Blocks returns the addresses of a module's managed resources, sorted.
func (f *Folder) Blocks(modulePath []string) []string {
	m := f.module(modulePath)
	if m == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.resources)), func(block string) bool {
		return m.resources[block].Type != "resource"
	})
}

// Keys returns the rendered keys of the instances that count or for_each of a resource make,
// or ok false when the source does not tell.
func (e *Evaluator) Keys(s *Scope, block string) (keys []string, where hcl.Range, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil {
		return nil, where, false
	}
	keys, where, _, ok = e.keys(s, m.resources[block].Body)
	return keys, where, ok
}

// keys are those that count or for_each of a block make; repeated says that it has one of them.
func (e *Evaluator) keys(s *Scope, body *hclsyntax.Body) (keys []string, where hcl.Range, repeated, ok bool) {
	name := "for_each"
	if body.Attributes[name] == nil {
		name = "count"
	}
	attribute := body.Attributes[name]
	if attribute == nil {
		return nil, where, false, false
	}
	value, ok := e.expression(s, attribute.Expr, repetition{}, nil)
	if ok {
		keys, ok = e.keysOf(value, name == "count")
	}
	return keys, attribute.SrcRange, true, ok
}

func (e *Evaluator) keysOf(value cty.Value, counted bool) (keys []string, ok bool) {
	if value.IsMarked() || !value.IsKnown() || value.IsNull() {
		return nil, false
	}
	if counted {
		n, err := strconv.Atoi(scalarOf(value))
		for i := range max(n, 0) {
			keys = append(keys, strconv.Itoa(i))
		}
		return keys, err == nil
	}
	if !value.CanIterateElements() || value.Type().IsSetType() && !e.table.settled(value) ||
		value.Type().IsTupleType() ||
		value.Type().IsListType() {
		return nil, false
	}
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if value.Type().IsSetType() {
			key = element
		}
		if !isText(key) || e.table.hasToken(key.AsString()) {
			return nil, false
		}
		keys = append(keys, strconv.Quote(key.AsString()))
	}
	slices.Sort(keys)
	return keys, true
}

func scalarOf(value cty.Value) string {
	data, known := Known(value)
	if !known {
		return ""
	}
	return scalarText(decoded(data))
}
