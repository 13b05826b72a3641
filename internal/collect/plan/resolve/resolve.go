package resolve

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/valyala/fastjson"
)

// Outcome is everything an expression can refer to.
type Outcome struct {
	Found []Target
	// Constants are literal values reached through variables and outputs.
	Constants []*fastjson.Value
	// Open are references that plan JSON does not resolve, such as local values.
	Open []string
	// Other counts references to things that are no resource: conditions, indexes, keys.
	Other int
	// Sized says that a reference named several instances at once: a splat, or an index that is not shown.
	Sized bool
}

// Target is one resource instance that an expression can refer to.
type Target struct {
	*read.Instance
	// bare says that the reference named the whole resource, not this instance.
	bare bool
	// named says that what its attribute names stands beside it.
	named bool
	// Attributes are those that references take of it, as far as they are shown.
	Attributes []string
}

// taking is the target with more attributes taken of it.
func (t Target) taking(attributes ...string) Target {
	t.Attributes = slices.Concat(t.Attributes, attributes)
	return t
}

// resolver follows references through modules, variables and outputs. Each variable and
// output of each module instance is resolved once.
type resolver struct {
	config *read.Configuration
	// byBlock holds the instances of a resource block in a module instance, under module + "|" + type.name.
	byBlock map[string][]*read.Instance
	// modules holds the instances of a module call, under parent + "|" + name.
	modules map[string][]string
	configs map[string]*read.ModuleConfig
	memo    map[string]Outcome
	// Defaults is what an attribute of a VPC names that AWS made with it, under address + "|" + attribute.
	Defaults map[string]*read.Instance
	// equalKeys remembers which two blocks have the same keys.
	equalKeys map[[2]string]bool
	// partial says that the plan may lack instances, so that a block without any proves nothing.
	partial bool
}

func newResolver(c *read.Configuration) *resolver {
	return &resolver{
		config:  c,
		byBlock: map[string][]*read.Instance{},
		modules: map[string][]string{},
		configs: map[string]*read.ModuleConfig{
			"": c.Root,
		},
		memo:      map[string]Outcome{},
		Defaults:  map[string]*read.Instance{},
		equalKeys: map[[2]string]bool{},
	}
}

// add makes an instance known to the resolver.
func (r *resolver) add(in *read.Instance) {
	block := in.Module + "|" + in.Block()
	r.byBlock[block] = append(r.byBlock[block], in)
	r.addModule(in.Module)
}

func (r *resolver) addModule(address string) *read.ModuleConfig {
	if config, ok := r.configs[address]; ok {
		return config
	}
	parent, call := read.ParentModule(address)
	config := read.EmptyModule()
	if c := r.addModule(parent).Calls[call.Name]; c != nil {
		config = c.Module
	}
	r.configs[address] = config
	r.modules[parent+"|"+call.Name] = append(r.modules[parent+"|"+call.Name], address)
	return config
}

// Resolve follows all references of an expression to the things that they mean.
func (r *resolver) Resolve(e read.Expression, at scope) Outcome {
	return r.resolvePart(e, at, nil).things()
}

// resolveAll resolves an expression of a list, in which what stands beside a part of itself
// counts too: how much of it the list holds is not known.
func (r *resolver) resolveAll(e read.Expression, at scope) Outcome {
	o := r.Resolve(e, at)
	for _, ref := range e.Whole {
		o.merge(r.follow(read.ParseReference(ref), ref, at, "", nil))
		o.Other++
	}
	return o.things()
}

// resolvePart follows the references of an expression of whose value only the part at a path
// of keys is meant. Where the part cannot be told, everything is a candidate.
func (r *resolver) resolvePart(e read.Expression, at scope, part []string) Outcome {
	var o Outcome
	if e.Kind == read.Constant {
		return constantPart(e.Value, part)
	}
	if e.Kind == read.Invisible {
		o.Open = append(o.Open, "an expression that the plan does not show")
		return o
	}
	if len(e.Refs) > 1 && len(part) > 0 {
		o.Other++
		part = nil
	}
	for _, ref := range e.Refs {
		o.merge(r.follow(read.ParseReference(ref), ref, at, index(e, ref), part))
	}
	return o
}

// index is what stands in the brackets of a reference that is there with nothing else but a
// repetition's own value.
func index(e read.Expression, ref string) string {
	if len(e.Refs) != 2 {
		return ""
	}
	for _, other := range e.Refs {
		if other != ref && (other == "each.key" || other == "count.index" || other == "each.value") {
			return other
		}
	}
	return ""
}

func (o *Outcome) merge(other Outcome) {
	for _, t := range other.Found {
		i := slices.IndexFunc(o.Found, func(have Target) bool { return have.Instance == t.Instance })
		if i < 0 {
			o.Found = append(o.Found, t)
			continue
		}
		o.Found[i] = o.Found[i].taking(t.Attributes...)
	}
	o.Constants = append(o.Constants, other.Constants...)
	o.Open = append(o.Open, other.Open...)
	o.Other += other.Other
	o.Sized = o.Sized || other.Sized
}

// things puts each object that an outcome means in the place of the data sources that read it. What
// only apply tells is open.
func (o Outcome) things() Outcome {
	if !slices.ContainsFunc(o.Found, func(t Target) bool { return t.Twin != nil || t.IsShadow }) {
		return o
	}
	whole := o
	whole.Found, whole.Open = nil, slices.Clone(o.Open)
	for _, t := range o.Found {
		if t.IsShadow {
			whole.Open = append(whole.Open, t.Address)
			continue
		}
		whole.merge(Outcome{Found: []Target{{t.Itself(), t.bare, t.named, t.Attributes}}})
	}
	return whole
}
