package source

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// needs are the names that an expression mentions.
type needs struct {
	variables, locals []string
	// resources are blocks, as `type.name` and `data.type.name`.
	resources [][]string
	// outputs are those wanted of each module call; nil for all.
	outputs map[string][]wanted
	// other are roots such as each, path, and the iterators of dynamic blocks.
	other []string
}

func (e *Evaluator) needs(expr hcl.Expression) *needs {
	if known, ok := e.needed[expr]; ok {
		return known
	}
	n := &needs{outputs: map[string][]wanted{}}
	for _, t := range expr.Variables() {
		n.add(t)
	}
	e.needed[expr] = n
	return n
}

func (n *needs) add(t hcl.Traversal) {
	root, name := t.RootName(), nameAt(t, 1)
	switch {
	case slices.Contains([]string{"each", "count", "path", "terraform", "tofu", "self"}, root):
		n.other = append(n.other, root)
	case name == "":
		n.other = append(n.other, root)
	case root == "var":
		n.variables = append(n.variables, name)
	case root == "local":
		n.locals = append(n.locals, name)
	case root == "module":
		n.module(t, name)
	case root == "data" || root == "ephemeral":
		n.resources = append(n.resources, []string{root, name, nameAt(t, 2)})
	default:
		n.resources = append(n.resources, []string{root, name})
	}
}

// wanted are the two names that stand behind a module call, either of which may be missing: `module.m.output.member`, or
// `module.m["key"].output`, which may be written `module.m.key.output` where the call has for_each.
type wanted struct{ first, second string }

// output is which output of a call is wanted; without a name all of them are.
func (w wanted) output(call *hclsyntax.Block) string {
	if w.first == "" || call.Body.Attributes["for_each"] != nil {
		return w.second
	}
	return w.first
}

// module notes what is wanted of a call.
func (n *needs) module(t hcl.Traversal, call string) {
	w := wanted{nameAt(t, 2), nameAt(t, 3)}
	have, seen := n.outputs[call]
	if w == (wanted{}) || seen && have == nil {
		n.outputs[call] = nil
		return
	}
	n.outputs[call] = append(have, w)
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

// bind makes what an expression mentions available. What cannot be evaluated is not told.
func (e *Evaluator) bind(s *Scope, n *needs, r repetition, iterators map[string]cty.Value) map[string]cty.Value {
	tree := roots{}
	for _, name := range n.variables {
		tree.set(e.once(s.Address+"|var."+name, func() (cty.Value, bool) { return e.variable(s, name) }), "var", name)
	}
	for _, name := range n.locals {
		tree.set(e.once(s.Address+"|local."+name, func() (cty.Value, bool) { return e.local(s, name) }), "local", name)
	}
	for call, outputs := range n.outputs {
		tree.set(e.module(s, call, outputs), "module", call)
	}
	for _, names := range n.resources {
		tree.set(e.resource(s, names), names...)
	}
	for _, root := range n.other {
		e.bindOther(s, root, r, tree)
	}
	variables := tree.values()
	maps.Copy(variables, iterators)
	return variables
}

func (e *Evaluator) bindOther(s *Scope, root string, r repetition, tree roots) {
	switch root {
	case "path":
		tree.set(cty.StringVal(e.folder.pathOf(s.Path)), "path", "module")
		tree.set(cty.StringVal("."), "path", "root")
		tree.set(e.table.untold(), "path", "cwd")
	case "each":
		e.bindEach(s, r, tree)
	case "count":
		if n, err := strconv.Atoi(r.key); err == nil {
			tree.set(cty.NumberIntVal(int64(n)), "count", "index")
			return
		}
		tree.set(e.table.untold(), "count")
	case "terraform", "tofu":
		tree.set(e.once("|workspace", func() (cty.Value, bool) {
			name := e.folder.snapshot.Workspace()
			return cty.StringVal(name), name != ""
		}), root, "workspace")
	default:
		tree.set(e.table.untold(), root)
	}
}

// bindEach binds each.key and each.value of a block's instance.
func (e *Evaluator) bindEach(s *Scope, r repetition, tree roots) {
	key, err := strconv.Unquote(r.key)
	if err != nil || r.block == nil || r.block.Body.Attributes["for_each"] == nil {
		tree.set(e.table.untold(), "each")
		return
	}
	tree.set(cty.StringVal(key), "each", "key")
	all := e.once(s.Address+"|each "+r.block.DefRange().String(), func() (cty.Value, bool) {
		return e.expression(s, r.block.Body.Attributes["for_each"].Expr, repetition{}, nil)
	})
	if c, ok := e.table.opened(all); ok && e.table.isOpen(all) {
		if i, found := c.at(key); found {
			tree.set(c.entries[i].value, "each", "value") // the plan shows that it is there
			return
		}
	}
	switch {
	case !iterable(all):
		tree.set(e.table.derived(cty.DynamicPseudoType, all), "each", "value")
	case all.Type().IsSetType():
		tree.set(cty.StringVal(key), "each", "value")
	default:
		value, ok := member(all, key)
		if !ok {
			value = e.table.untold()
		}
		tree.set(value, "each", "value")
	}
}

// roots are values by their names, step for step.
type roots map[string]any

func (r roots) set(value cty.Value, names ...string) {
	at := r
	for _, name := range names[:len(names)-1] {
		next, ok := at[name].(roots)
		if !ok {
			next = roots{}
			at[name] = next
		}
		at = next
	}
	at[names[len(names)-1]] = value
}

func (r roots) values() map[string]cty.Value {
	all := map[string]cty.Value{}
	for name, node := range r {
		switch n := node.(type) {
		case cty.Value:
			all[name] = n
		case roots:
			all[name] = cty.ObjectVal(n.values())
		}
	}
	return all
}
