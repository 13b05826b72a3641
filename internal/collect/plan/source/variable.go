package source

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

func (e *Evaluator) local(s *Scope, name string) (cty.Value, bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.locals[name] == nil {
		return cty.NilVal, false
	}
	return e.expression(s, m.locals[name], repetition{}, nil)
}

// variable is what is given, in the type that is declared, else the default. A null that is
// given stays null, unless the variable says `nullable = false`.
// https://developer.hashicorp.com/terraform/language/values/variables
func (e *Evaluator) variable(s *Scope, name string) (cty.Value, bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.variables[name] == nil {
		return cty.NilVal, false
	}
	body := m.variables[name].Body
	given, ok, told := e.given(s, name)
	if !told {
		return cty.NilVal, false
	}
	if ok && (!isNull(given) || !isFalse(body.Attributes["nullable"])) {
		return e.declared(body, given), true
	}
	if m.defaults[name] == nil {
		return cty.NilVal, false
	}
	value, ok := e.expression(s, m.defaults[name], repetition{}, nil)
	if !ok {
		return cty.NilVal, false
	}
	return e.declared(body, value), true
}

// given is the argument of the module call, in the root what the plan says. Told is false
// where there is one that cannot be evaluated.
func (e *Evaluator) given(s *Scope, name string) (value cty.Value, ok, told bool) {
	if s.Parent == nil {
		value, ok = fromJSON(e.world.Variable(name))
		return value, ok, true
	}
	parent := e.folder.module(s.Parent.Path)
	if parent == nil || parent.calls[s.Path[len(s.Path)-1]] == nil {
		return cty.NilVal, false, false
	}
	call := parent.calls[s.Path[len(s.Path)-1]]
	attribute := call.Body.Attributes[name]
	if attribute == nil {
		return cty.NilVal, false, true
	}
	value, ok = e.expression(s.Parent, attribute.Expr, repetition{s.Key, call}, nil)
	return value, ok, ok
}

func isFalse(attribute *hclsyntax.Attribute) bool {
	if attribute == nil {
		return false
	}
	value, _ := attribute.Expr.Value(nil)
	return value.IsKnown() && value.Type() == cty.Bool && !value.IsNull() && value.False()
}

// declared converts a value to a variable's type, with the defaults of optional attributes.
// What cannot be converted because it is not known stays as it is.
func (e *Evaluator) declared(body *hclsyntax.Body, v cty.Value) cty.Value {
	attribute := body.Attributes["type"]
	if attribute == nil {
		return v
	}
	t, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(attribute.Expr)
	if diagnostics.HasErrors() {
		return v
	}
	if defaults != nil && !v.IsMarked() {
		v = defaults.Apply(v)
	}
	if t.IsListType() && isUnordered(e.table, v) {
		return v
	}
	if converted, err := convert.Convert(v, t); err == nil {
		return converted
	}
	return v
}

// module is the value of a module call: its instances with the outputs that are wanted, nil for all.
func (e *Evaluator) module(s *Scope, call string, all []wanted) cty.Value {
	children, whole := e.children(s, call)
	path := append(append([]string{}, s.Path...), call)
	m, parent := e.folder.module(path), e.folder.module(s.Path)
	if m == nil || parent == nil || parent.calls[call] == nil || len(children) == 0 && !whole {
		return e.table.untold()
	}
	names := outputsOf(m, parent.calls[call], all)
	byKey := map[string]cty.Value{}
	for _, child := range children {
		scope := &Scope{Address: child.Address, Path: path, Parent: s, Key: child.Key}
		byKey[child.Key] = e.outputs(scope, m, names)
	}
	return e.keyed(byKey, parent.calls[call].Body, whole)
}

// outputsOf are the outputs of a module that are wanted of a call of it.
func outputsOf(m *module, call *hclsyntax.Block, all []wanted) []string {
	var names []string
	for _, w := range all {
		name := w.output(call)
		if name == "" {
			return slices.Collect(maps.Keys(m.outputs))
		}
		names = append(names, name)
	}
	if all == nil {
		return slices.Collect(maps.Keys(m.outputs))
	}
	return names
}

// children are the instances of a module call that the plan shows, and those that the source
// makes although nothing stands in them, as in a module of locals and outputs alone.
func (e *Evaluator) children(s *Scope, call string) (children []Child, whole bool) {
	children, whole = e.world.Children(s.Address, call)
	m := e.folder.module(s.Path)
	if m == nil || m.calls[call] == nil {
		return children, whole
	}
	keys, _, repeated, ok := e.keys(s, m.calls[call].Body)
	if !repeated {
		keys, ok = []string{""}, true
	}
	if !ok {
		return children, whole
	}
	for _, key := range keys {
		child := Child{Address: ChildAddress(s.Address, call, key), Key: key}
		if !slices.Contains(children, child) {
			children = append(children, child)
		}
	}
	return children, true
}

// ChildAddress is the address of an instance of a module call; its key is rendered, or empty.
func ChildAddress(parent, call, key string) string {
	address := "module." + call
	if parent != "" {
		address = parent + "." + address
	}
	if key != "" {
		address += "[" + key + "]"
	}
	return address
}

func (e *Evaluator) outputs(scope *Scope, m *module, names []string) cty.Value {
	outputs := map[string]cty.Value{}
	for _, name := range names {
		var expr hcl.Expression
		if expr = m.outputs[name]; expr == nil {
			continue
		}
		outputs[name] = e.once(
			scope.Address+"|output."+name,
			func() (cty.Value, bool) { return e.expression(scope, expr, repetition{}, nil) },
		)
	}
	return cty.ObjectVal(outputs)
}
