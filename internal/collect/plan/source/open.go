package source

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// collection is one of which apply tells what is in it: a loop whose condition is not known for
// each element. Whoever does not look for it sees a value that is not known at all.
type collection struct {
	isObject bool
	entries  []entry
	byKey    map[string]int
}

// entry is what stands in a collection: under a key in an object, else in a list. It is surely
// there, or only perhaps.
type entry struct {
	key   string
	value cty.Value
	sure  bool
}

// collected is an object or list of entries, an open one where some are not sure.
func (p *placeholders) collected(c collection, from ...cty.Value) cty.Value {
	members, sure := map[string]cty.Value{}, true
	values := make([]cty.Value, len(c.entries))
	for i, entry := range c.entries {
		members[entry.key], values[i], sure = entry.value, entry.value, sure && entry.sure
	}
	switch {
	case !sure:
		return p.value(p.add(placeholder{from: append(values, from...), open: &c}), cty.DynamicPseudoType)
	case c.isObject:
		return cty.ObjectVal(members)
	}
	return cty.TupleVal(values)
}

// opened is what may be in a value: all that is in a known one.
func (p *placeholders) opened(v cty.Value) (collection, bool) {
	if n, alone := p.alone(v); alone && p.all[n].open != nil {
		return *p.all[n].open, true
	}
	if !iterable(v) {
		return collection{}, false
	}
	c := collection{isObject: v.Type().IsObjectType() || v.Type().IsMapType()}
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		e := entry{value: value, sure: true}
		if c.isObject {
			e.key = key.AsString()
		}
		c.add(e)
	}
	return c, true
}

// isOpen reports whether a value is a collection of which apply tells what is in it.
func (p *placeholders) isOpen(v cty.Value) bool {
	n, alone := p.alone(v)
	return alone && p.all[n].open != nil
}

// at finds an entry by its key.
func (c *collection) at(key string) (int, bool) {
	i, found := c.byKey[key]
	return i, found
}

// add adds an entry behind all others.
func (c *collection) add(e entry) {
	if c.byKey == nil {
		c.byKey = map[string]int{}
	}
	if c.isObject {
		c.byKey[e.key] = len(c.entries)
	}
	c.entries = append(c.entries, e)
}

// put adds an entry, in the place of another of its key. One that is only perhaps there leaves
// the other for the case that it is not.
func (c *collection) put(p *placeholders, e entry) {
	i, found := c.at(e.key)
	switch {
	case !found:
		c.add(e)
	case e.sure:
		c.entries[i] = e
	default:
		c.entries[i].value = p.choice(e.value, c.entries[i].value)
	}
}

// merge puts objects over each other.
func (e *Evaluator) merge(args []cty.Value) (cty.Value, bool, error) {
	merged := collection{isObject: true}
	for _, arg := range args {
		if isNull(arg) {
			continue
		}
		c, ok := e.table.opened(arg)
		if !ok || !c.isObject {
			return e.plainly("merge", args)
		}
		for _, entry := range c.entries {
			merged.put(e.table, entry)
		}
	}
	if !e.anyOpen(args) {
		return e.plainly("merge", args)
	}
	return e.table.collected(merged, args...), true, nil
}

// lookupOpen takes the default for a key that is not there, and perhaps for one that is perhaps there.
func (e *Evaluator) lookupOpen(args []cty.Value) (cty.Value, bool, error) {
	c, _ := e.table.opened(args[0])
	i, found := c.at(scalarOf(args[1]))
	switch {
	case !c.isObject:
		return cty.NilVal, false, nil
	case !found:
		return args[2], true, nil
	case c.entries[i].sure:
		return c.entries[i].value, true, nil
	}
	return e.table.choice(c.entries[i].value, args[2]), true, nil
}

// stepped takes a step into an open collection: what is read of one is there, as apply would end
// otherwise. An element of a list has its number where everything before it is surely there.
func (e *Evaluator) stepped(n int, step func(cty.Value) (cty.Value, hcl.Diagnostics)) (cty.Value, hcl.Diagnostics) {
	c := *e.table.all[n].open
	surely, perhaps := collection{isObject: c.isObject}, collection{isObject: true}
	isSure := true
	for _, entry := range c.entries {
		isSure = entry.sure && (isSure || c.isObject)
		if isSure {
			surely.add(entry)
		}
		entry.sure = true
		perhaps.add(entry)
	}
	result, diagnostics := step(e.table.collected(surely))
	if !diagnostics.HasErrors() {
		return result, nil
	}
	e.doubts++
	if !c.isObject {
		return e.table.derived(cty.DynamicPseudoType, e.table.value(n, cty.DynamicPseudoType)), nil
	}
	return step(e.table.collected(perhaps))
}

// concat puts lists behind each other.
func (e *Evaluator) concat(args []cty.Value) (cty.Value, bool, error) {
	joined := collection{}
	for _, arg := range args {
		c, ok := e.table.opened(arg)
		if !ok || c.isObject || !e.anyOpen(args) {
			return e.plainly("concat", args)
		}
		joined.entries = append(joined.entries, c.entries...)
	}
	return e.table.collected(joined, args...), true, nil
}

func (e *Evaluator) anyOpen(args []cty.Value) bool {
	for _, arg := range args {
		if e.table.isOpen(arg) {
			return true
		}
	}
	return false
}

// plainly calls a function that places values as Terraform does.
func (e *Evaluator) plainly(name string, args []cty.Value) (cty.Value, bool, error) {
	result, err := callConverted(e.plain[name], args)
	if err != nil {
		return result, true, err
	}
	return e.placed(result, args), true, nil
}
