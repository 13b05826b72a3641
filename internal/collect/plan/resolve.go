package plan

import (
	"slices"

	"github.com/valyala/fastjson"
)

// outcome is everything an expression can refer to.
type outcome struct {
	found []target
	// constants are literal values reached through variables and outputs.
	constants []*fastjson.Value
	// open are references that plan JSON does not resolve, such as local values.
	open []string
	// other counts references to things that are no resource: conditions, indexes, keys.
	other int
	// sized says that a reference named several instances at once: a splat, or an index that is not shown.
	sized bool
}

// target is one resource instance that an expression can refer to.
type target struct {
	*instance
	// bare says that the reference named the whole resource, not this instance.
	bare bool
	// named says that what its attribute names stands beside it.
	named bool
	// attributes are those that references take of it, as far as they are shown.
	attributes []string
}

// taking is the target with more attributes taken of it.
func (t target) taking(attributes ...string) target {
	t.attributes = slices.Concat(t.attributes, attributes)
	return t
}

// resolver follows references through modules, variables and outputs. Each variable and
// output of each module instance is resolved once.
type resolver struct {
	config *configuration
	// byBlock holds the instances of a resource block in a module instance, under module + "|" + type.name.
	byBlock map[string][]*instance
	// modules holds the instances of a module call, under parent + "|" + name.
	modules map[string][]string
	configs map[string]*moduleConfig
	memo    map[string]outcome
	// defaults is what an attribute of a VPC names that AWS made with it, under address + "|" + attribute.
	defaults map[string]*instance
	// equalKeys remembers which two blocks have the same keys.
	equalKeys map[[2]string]bool
	// partial says that the plan may lack instances, so that a block without any proves nothing.
	partial bool
}

func newResolver(c *configuration) *resolver {
	return &resolver{
		config:  c,
		byBlock: map[string][]*instance{},
		modules: map[string][]string{},
		configs: map[string]*moduleConfig{
			"": c.root,
		},
		memo:      map[string]outcome{},
		defaults:  map[string]*instance{},
		equalKeys: map[[2]string]bool{},
	}
}

// add makes an instance known to the resolver.
func (r *resolver) add(in *instance) {
	block := in.module + "|" + in.block()
	r.byBlock[block] = append(r.byBlock[block], in)
	r.addModule(in.module)
}

func (r *resolver) addModule(address string) *moduleConfig {
	if config, ok := r.configs[address]; ok {
		return config
	}
	parent, call := parentModule(address)
	config := emptyModule()
	if c := r.addModule(parent).calls[call.name]; c != nil {
		config = c.module
	}
	r.configs[address] = config
	r.modules[parent+"|"+call.name] = append(r.modules[parent+"|"+call.name], address)
	return config
}

// resolve follows all references of an expression to the things that they mean.
func (r *resolver) resolve(e expression, at scope) outcome { return r.resolvePart(e, at, nil).things() }

// resolveAll resolves an expression of a list, in which what stands beside a part of itself
// counts too: how much of it the list holds is not known.
func (r *resolver) resolveAll(e expression, at scope) outcome {
	o := r.resolve(e, at)
	for _, ref := range e.whole {
		o.merge(r.follow(parseReference(ref), ref, at, "", nil))
		o.other++
	}
	return o.things()
}

// resolvePart follows the references of an expression of whose value only the part at a path
// of keys is meant. Where the part cannot be told, everything is a candidate.
func (r *resolver) resolvePart(e expression, at scope, part []string) outcome {
	var o outcome
	if e.kind == constant {
		return constantPart(e.value, part)
	}
	if e.kind == invisible {
		o.open = append(o.open, "an expression that the plan does not show")
		return o
	}
	if len(e.refs) > 1 && len(part) > 0 {
		o.other++
		part = nil
	}
	for _, ref := range e.refs {
		o.merge(r.follow(parseReference(ref), ref, at, index(e, ref), part))
	}
	return o
}

// index is what stands in the brackets of a reference that is there with nothing else but a
// repetition's own value.
func index(e expression, ref string) string {
	if len(e.refs) != 2 {
		return ""
	}
	for _, other := range e.refs {
		if other != ref && (other == "each.key" || other == "count.index" || other == "each.value") {
			return other
		}
	}
	return ""
}

func (o *outcome) merge(other outcome) {
	for _, t := range other.found {
		i := slices.IndexFunc(o.found, func(have target) bool { return have.instance == t.instance })
		if i < 0 {
			o.found = append(o.found, t)
			continue
		}
		o.found[i] = o.found[i].taking(t.attributes...)
	}
	o.constants = append(o.constants, other.constants...)
	o.open = append(o.open, other.open...)
	o.other += other.other
	o.sized = o.sized || other.sized
}

// things puts each object that an outcome means in the place of the data sources that read it. What
// only apply tells is open.
func (o outcome) things() outcome {
	if !slices.ContainsFunc(o.found, func(t target) bool { return t.twin != nil || t.isShadow }) {
		return o
	}
	whole := o
	whole.found, whole.open = nil, slices.Clone(o.open)
	for _, t := range o.found {
		if t.isShadow {
			whole.open = append(whole.open, t.address)
			continue
		}
		whole.merge(outcome{found: []target{{t.itself(), t.bare, t.named, t.attributes}}})
	}
	return whole
}
