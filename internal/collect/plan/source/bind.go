package source

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// roots collects the values that an expression needs, by their names step for step.
type roots struct {
	tree map[string]any
}

func newRoots() *roots { return &roots{map[string]any{}} }

// set puts a value at names; a value that is there already stays.
func (r *roots) set(value cty.Value, names ...string) {
	at := r.tree
	for _, name := range names[:len(names)-1] {
		next, ok := at[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[name] = next
		}
		at = next
	}
	at[names[len(names)-1]] = value
}

// into turns the tree into variables.
func (r *roots) into(variables map[string]cty.Value) {
	for name, node := range r.tree {
		variables[name] = toValue(node)
	}
}

func toValue(node any) cty.Value {
	switch n := node.(type) {
	case cty.Value:
		return n
	case map[string]any:
		members := map[string]cty.Value{}
		for name, member := range n {
			members[name] = toValue(member)
		}
		return cty.ObjectVal(members)
	}
	return cty.DynamicVal
}

// nameAt returns the attribute name at a step of a traversal.
func nameAt(t hcl.Traversal, i int) string {
	if i < len(t) {
		if attr, ok := t[i].(hcl.TraverseAttr); ok {
			return attr.Name
		}
	}
	return ""
}

// bind makes what a traversal names available; false when it cannot be evaluated.
func (e *Evaluator) bind(s *Scope, t hcl.Traversal, r repetition, into *roots) bool {
	root := t.RootName()
	switch root {
	case "path", "terraform":
		into.set(cty.DynamicVal, root)
		return true
	case "self":
		return false
	case "each", "count":
		return e.bindRepetition(s, root, nameAt(t, 1), r, into)
	case "var":
		return e.bindMemo(into, s, "var", nameAt(t, 1), e.variable)
	case "local":
		return e.bindMemo(into, s, "local", nameAt(t, 1), e.local)
	case "module":
		return e.bindModule(s, t, into)
	case "data":
		return e.bindResource(s, "data."+nameAt(t, 1)+"."+nameAt(t, 2), []string{"data", nameAt(t, 1), nameAt(t, 2)}, into)
	}
	return e.bindResource(s, root+"."+nameAt(t, 1), []string{root, nameAt(t, 1)}, into)
}

// bindMemo evaluates a variable or local value once a module instance.
func (e *Evaluator) bindMemo(into *roots, s *Scope, kind, name string, evaluate func(*Scope, string) (cty.Value, bool)) bool {
	if name == "" {
		return false
	}
	value, ok := e.once(s.Address+"|"+kind+"."+name, func() (cty.Value, bool) { return evaluate(s, name) })
	if ok {
		into.set(value, kind, name)
	}
	return ok
}

// once remembers a value; one that needs itself cannot be evaluated.
func (e *Evaluator) once(key string, evaluate func() (cty.Value, bool)) (cty.Value, bool) {
	if v, ok := e.memo[key]; ok {
		return v, v != cty.NilVal
	}
	if e.busy[key] {
		return cty.NilVal, false
	}
	e.busy[key] = true
	value, ok := evaluate()
	delete(e.busy, key)
	if !ok {
		value = cty.NilVal
	}
	e.memo[key] = value
	return value, ok
}

func (e *Evaluator) local(s *Scope, name string) (cty.Value, bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.locals[name] == nil {
		return cty.NilVal, false
	}
	return e.expression(s, m.locals[name], repetition{}, nil)
}

// variable is the argument of the module call, else the default; in the root what the plan says.
func (e *Evaluator) variable(s *Scope, name string) (cty.Value, bool) {
	if s.Parent == nil {
		if value, ok := fromJSON(e.world.Variable(name)); ok {
			return value, true
		}
	} else if parent := e.folder.module(s.Parent.Path); parent != nil {
		call := parent.calls[s.Path[len(s.Path)-1]]
		if call != nil && call.Body.Attributes[name] != nil {
			return e.expression(s.Parent, call.Body.Attributes[name].Expr, repetition{s.Key, call}, nil)
		}
	}
	m := e.folder.module(s.Path)
	if m == nil || m.defaults[name] == nil {
		return cty.NilVal, false
	}
	return e.expression(s, m.defaults[name], repetition{}, nil)
}

func (e *Evaluator) bindRepetition(s *Scope, root, name string, r repetition, into *roots) bool {
	if r.key == "" {
		return false
	}
	if root == "count" {
		n, err := strconv.Atoi(r.key)
		into.set(cty.NumberIntVal(int64(n)), "count", "index")
		return err == nil
	}
	key, err := strconv.Unquote(r.key)
	if err != nil {
		return false
	}
	into.set(cty.StringVal(key), "each", "key")
	if name == "key" {
		return true
	}
	attribute := r.block.Body.Attributes["for_each"]
	if attribute == nil {
		return false
	}
	all, ok := e.expression(s, attribute.Expr, repetition{}, nil)
	if !ok {
		return false
	}
	all, marks := all.Unmark()
	if all.Type().IsSetType() {
		into.set(cty.StringVal(key), "each", "value")
		return true
	}
	value, ok := step(all, []string{key})
	if ok {
		into.set(value.WithMarks(marks), "each", "value")
	}
	return ok
}

// bindModule makes the outputs of a module call available: the one that is named, or all.
func (e *Evaluator) bindModule(s *Scope, t hcl.Traversal, into *roots) bool {
	call := nameAt(t, 1)
	children := e.world.Children(s.Address, call)
	path := append(append([]string{}, s.Path...), call)
	m := e.folder.module(path)
	if m == nil || len(children) == 0 {
		return false
	}
	wanted := nameAt(t, 2)
	if wanted == "" {
		wanted = nameAt(t, 3)
	}
	byKey := map[string]cty.Value{}
	for _, child := range children {
		scope := &Scope{Address: child.Address, Path: path, Parent: s, Key: child.Key}
		outputs := map[string]cty.Value{}
		for name, expr := range m.outputs {
			if wanted != "" && name != wanted {
				continue
			}
			value, ok := e.once(child.Address+"|output."+name, func() (cty.Value, bool) { return e.expression(scope, expr, repetition{}, nil) })
			if !ok {
				return false
			}
			outputs[name] = value
		}
		byKey[child.Key] = cty.ObjectVal(outputs)
	}
	into.merge(keyed(byKey), "module", call)
	return true
}

// merge joins the outputs that several traversals of one expression need.
func (r *roots) merge(value cty.Value, names ...string) {
	if at, ok := r.tree[names[0]].(map[string]any); ok {
		if have, ok := at[names[1]].(cty.Value); ok && have.Type().IsObjectType() && value.Type().IsObjectType() {
			members := have.AsValueMap()
			for name, member := range value.AsValueMap() {
				if members == nil {
					members = map[string]cty.Value{}
				}
				if old, both := members[name]; both && old.Type().IsObjectType() && member.Type().IsObjectType() && old.IsWhollyKnown() {
					inner := old.AsValueMap()
					for k, v := range member.AsValueMap() {
						if inner == nil {
							inner = map[string]cty.Value{}
						}
						inner[k] = v
					}
					member = cty.ObjectVal(inner)
				}
				members[name] = member
			}
			value = cty.ObjectVal(members)
		}
	}
	r.set(value, names...)
}

// bindResource makes all instances of a resource block available.
func (e *Evaluator) bindResource(s *Scope, block string, names []string, into *roots) bool {
	instances := e.world.Instances(s.Address, block)
	if len(instances) == 0 {
		return false
	}
	byKey := map[string]cty.Value{}
	for _, in := range instances {
		members := map[string]cty.Value{}
		for name, value := range in.Values {
			members[name] = value
		}
		for _, name := range in.Unknown {
			members[name] = cty.DynamicVal.Mark(Origin{in.Address, name})
		}
		byKey[in.Key] = cty.ObjectVal(members)
	}
	into.set(keyed(byKey), names...)
	return true
}

// keyed is a single object, a map by string keys, or a list by count.
func keyed(byKey map[string]cty.Value) cty.Value {
	if single, ok := byKey[""]; ok {
		return single
	}
	named := map[string]cty.Value{}
	for key, value := range byKey {
		if !strings.HasPrefix(key, `"`) {
			return listed(byKey)
		}
		if name, err := strconv.Unquote(key); err == nil {
			named[name] = value
		}
	}
	return cty.ObjectVal(named)
}

func listed(byKey map[string]cty.Value) cty.Value {
	list := make([]cty.Value, 0, len(byKey))
	for i := range len(byKey) {
		value, ok := byKey[strconv.Itoa(i)]
		if !ok {
			return cty.DynamicVal
		}
		list = append(list, value)
	}
	return cty.TupleVal(list)
}
