package source

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/valyala/fastjson"
	"github.com/zclconf/go-cty/cty"
)

// resource is the value of a resource block: all its instances.
func (e *Evaluator) resource(s *Scope, names []string) cty.Value {
	block := strings.Join(names, ".")
	return e.once(s.Address+"|"+block, func() (cty.Value, bool) {
		instances, whole := e.world.Instances(s.Address, block)
		m := e.folder.module(s.Path)
		if m == nil || m.resources[block] == nil || len(instances) == 0 && !whole {
			return cty.NilVal, false
		}
		byKey := map[string]cty.Value{}
		for _, in := range instances {
			byKey[in.Key] = e.instance(in, managedType(names), e.writerOf(s, m.resources[block], in))
		}
		return e.keyed(byKey, m.resources[block].Body, whole), true
	})
}

// writer evaluates what the source writes for an attribute of an instance; ok is false for one
// that is left out, and that AWS gives.
type writer func(name string) (value cty.Value, ok bool)

func (e *Evaluator) writerOf(s *Scope, b *hclsyntax.Block, in Instance) writer {
	return func(name string) (cty.Value, bool) {
		if b.Type != "resource" || b.Body.Attributes[name] == nil {
			return cty.NilVal, false
		}
		value := e.once(in.Address+"|written."+name, func() (cty.Value, bool) {
			return e.expression(s, b.Body.Attributes[name].Expr, repetition{in.Key, b}, nil)
		})
		n, alone := e.table.alone(value)
		return value, !isNull(value) && (!alone || !e.table.all[n].untold)
	}
}

// instance is an object of what the plan knows, and of a placeholder for each value that it does
// not. What is no text, and therefore no reference either, is what the source writes.
func (e *Evaluator) instance(in Instance, typ string, written writer) cty.Value {
	return objectOf([]*fastjson.Value{in.After, in.Unknown, in.Sensitive}, func(name string) cty.Value {
		return e.attributeOf(in, typ, name, written)
	})
}

// managedType is the type in the names of a block, empty for a data source.
func managedType(names []string) string {
	if len(names) == 2 {
		return names[0]
	}
	return ""
}

func (e *Evaluator) attributeOf(in Instance, typ, name string, written writer) cty.Value {
	if block, ok := e.computedBlock(in, typ, name); ok {
		return block
	}
	if typ == "terraform_data" && name == "output" && tree.HasTrue(in.Unknown.Get(name)) {
		name = "input" // which it hands on
	}
	unknown, sensitive := in.Unknown.Get(name), in.Sensitive.Get(name)
	if tree.HasTrue(unknown) && !tree.HasTrue(sensitive) && !isTextAttribute(name) {
		if value, ok := written(name); ok {
			return value
		}
	}
	value := e.planned(in.Address, name, in.After.Get(name), unknown, sensitive)
	if n, alone := e.table.alone(value); alone && e.table.all[n].written == nil {
		e.table.all[n].written = written
		if text := shapeOf(typ, name); text != "" {
			e.table.all[n].shape = &shape{
				text,
				func(other string) cty.Value { return e.attributeOf(in, typ, other, written) },
			}
		}
	}
	return value
}

// objectOf is an object of all names that stand in any of the trees.
func objectOf(trees []*fastjson.Value, member func(name string) cty.Value) cty.Value {
	members := map[string]cty.Value{}
	for _, t := range trees {
		tree.Visit(t, func(name string, _ *fastjson.Value) {
			if _, done := members[name]; !done {
				members[name] = member(name)
			}
		})
	}
	return cty.ObjectVal(members)
}

// planned is one value of the plan; what is marked unknown or sensitive is a placeholder.
func (e *Evaluator) planned(address, path string, after, unknown, sensitive *fastjson.Value) cty.Value {
	if tree.IsTrue(unknown) || tree.IsTrue(sensitive) {
		return e.table.attribute(Origin{address, path})
	}
	switch kindOf(after, unknown) {
	case fastjson.TypeObject:
		return objectOf([]*fastjson.Value{after, unknown}, func(name string) cty.Value {
			return e.planned(address, path+"."+name, after.Get(name), unknown.Get(name), sensitive.Get(name))
		})
	case fastjson.TypeArray:
		elements := make([]cty.Value, max(len(after.GetArray()), len(unknown.GetArray())))
		for i := range elements {
			step := strconv.Itoa(i)
			elements[i] = e.planned(address, path+"."+step, after.Get(step), unknown.Get(step), sensitive.Get(step))
		}
		return cty.TupleVal(elements)
	}
	return scalar(after)
}

// kindOf is the form of a value: that of its marks where the plan shows nothing of it yet.
func kindOf(after, unknown *fastjson.Value) fastjson.Type {
	if after != nil && after.Type() != fastjson.TypeNull {
		return after.Type()
	}
	if unknown != nil && tree.HasTrue(unknown) {
		return unknown.Type()
	}
	return fastjson.TypeNull
}

func scalar(v *fastjson.Value) cty.Value {
	if v == nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	switch v.Type() {
	case fastjson.TypeString:
		return cty.StringVal(string(v.GetStringBytes()))
	case fastjson.TypeNumber:
		if n, err := cty.ParseNumberVal(v.String()); err == nil {
			return n
		}
	case fastjson.TypeTrue:
		return cty.True
	case fastjson.TypeFalse:
		return cty.False
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// keyed is a single object, an object by the keys of for_each, or a list by count; the body of
// the block says which. Where the plan may lack instances, what is there is all that is told.
func (e *Evaluator) keyed(byKey map[string]cty.Value, body *hclsyntax.Body, whole bool) cty.Value {
	if single, ok := byKey[""]; ok {
		return single
	}
	switch {
	case body.Attributes["for_each"] != nil:
		named := map[string]cty.Value{}
		for key, value := range byKey {
			if name, err := strconv.Unquote(key); err == nil {
				named[name] = value
			}
		}
		return cty.ObjectVal(named)
	case body.Attributes["count"] != nil && (whole || len(byKey) > 0):
		return e.listed(byKey)
	}
	return e.table.untold()
}

func (e *Evaluator) listed(byKey map[string]cty.Value) cty.Value {
	list := make([]cty.Value, 0, len(byKey))
	for i := range len(byKey) {
		value, ok := byKey[strconv.Itoa(i)]
		if !ok {
			return e.table.untold()
		}
		list = append(list, value)
	}
	return cty.TupleVal(list)
}

// elementAt is the element of a list at a number in words.
func elementAt(list cty.Value, number string) (cty.Value, bool) {
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= list.LengthInt() {
		return cty.NilVal, false
	}
	return list.Index(cty.NumberIntVal(int64(i))), true
}
