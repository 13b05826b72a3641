package plan

import (
	"slices"
	"strings"

	"github.com/valyala/fastjson"
)

// scope is where an expression stands: a module instance and, inside a resource or
// module call with count or for_each, the key of the repetition.
type scope struct {
	module string
	config *moduleConfig
	key    string
	repeat expression
	// keys are those of all repetitions of the block, sorted.
	keys []string
}

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
	// partial says that the plan may lack instances, so that a block without any proves nothing.
	partial bool
}

func newResolver(c *configuration) *resolver {
	return &resolver{config: c, byBlock: map[string][]*instance{}, modules: map[string][]string{},
		configs: map[string]*moduleConfig{"": c.root}, memo: map[string]outcome{}}
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

// block is the address of the instance's block within its module.
func (in *instance) block() string {
	if in.data {
		return "data." + in.typ + "." + in.name
	}
	return in.typ + "." + in.name
}

func (r *resolver) scopeOf(in *instance) scope {
	s := scope{module: in.module, config: r.configs[in.module], key: in.key}
	if in.config != nil {
		s.repeat = in.config.repeat
	}
	if in.key != "" {
		s.keys = keysOf(r.byBlock[in.module+"|"+in.block()])
	}
	return s
}

// callScope is where the arguments of a module call stand.
func (r *resolver) callScope(parent string, call segment, config *callConfig) scope {
	s := scope{module: parent, config: r.configs[parent], key: call.key, repeat: config.repeat}
	if call.key != "" {
		for _, address := range r.modules[parent+"|"+call.name] {
			_, sibling := parentModule(address)
			s.keys = append(s.keys, sibling.key)
		}
		slices.Sort(s.keys)
	}
	return s
}

// pairs reports whether an index picks the instance of the repetition's own key: each.key
// does; count.index may be reckoned with, and each.value be any key, unless both blocks have
// the same keys.
func (at scope) pairs(index string, instances []*instance) bool {
	switch index {
	case "each.key":
		return at.key != ""
	case "count.index", "each.value":
		return at.key != "" && slices.Equal(at.keys, keysOf(instances))
	}
	return false
}

func keysOf(instances []*instance) []string {
	var keys []string
	for _, in := range instances {
		keys = append(keys, in.key)
	}
	slices.Sort(keys)
	return keys
}

// resolve follows all references of an expression.
func (r *resolver) resolve(e expression, at scope) outcome { return r.resolvePart(e, at, nil) }

// resolveAll resolves an expression of a list, in which what stands beside a part of itself
// counts too: how much of it the list holds is not known.
func (r *resolver) resolveAll(e expression, at scope) outcome {
	o := r.resolve(e, at)
	for _, ref := range e.whole {
		o.merge(r.follow(parseReference(ref), ref, at, "", nil))
		o.other++
	}
	return o
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
		o.merge(r.follow(parseReference(ref), ref, at, e.index(ref), part))
	}
	return o
}

// index is what stands in the brackets of a reference that is there with nothing else but a
// repetition's own value.
func (e expression) index(ref string) string {
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
		if i := slices.IndexFunc(o.found, func(have target) bool { return have.instance == t.instance }); i < 0 {
			o.found = append(o.found, t)
		}
	}
	o.constants = append(o.constants, other.constants...)
	o.open = append(o.open, other.open...)
	o.other += other.other
	o.sized = o.sized || other.sized
}

// follow resolves one reference, and of what it refers to the part at a path of keys.
// Index is what the reference may be indexed with, which plan JSON shows beside it.
func (r *resolver) follow(ref []segment, text string, at scope, index string, part []string) outcome {
	if len(ref) == 0 {
		return outcome{open: []string{"an empty reference"}}
	}
	switch ref[0].name {
	case "var":
		return r.variable(ref, at, index, part)
	case "module":
		return r.output(ref, text, at, index, part)
	case "local":
		return outcome{open: []string{text}}
	case "each", "count":
		return r.each(ref, at, part)
	case "path", "terraform", "self":
		return outcome{other: 1}
	}
	return r.resource(ref, text, at, index, part)
}

// each resolves each.value through the for_each expression of the block it stands in.
func (r *resolver) each(ref []segment, at scope, part []string) outcome {
	if len(ref) < 2 || ref[1].name != "value" {
		return outcome{other: 1}
	}
	if at.repeat.kind == constant {
		return constantPart(at.repeat.value, slices.Concat([]string{plainKey(at.key)}, steps(ref[1:]), part))
	}
	if at.repeat.kind != references {
		return outcome{other: 1}
	}
	outer := at
	outer.repeat = expression{}
	o := r.resolve(at.repeat, outer)
	if same := slices.DeleteFunc(slices.Clone(o.found), func(t target) bool { return t.key != at.key }); len(same) == 1 {
		return outcome{found: []target{{instance: same[0].instance}}}
	}
	o.open = nil
	o.other++
	return o
}

func (r *resolver) variable(ref []segment, at scope, index string, part []string) outcome {
	if len(ref) < 2 {
		return outcome{other: 1}
	}
	name := ref[1].name
	part = slices.Concat(steps(ref[1:]), part)
	return r.indexed(at, index, part, func(part []string) outcome {
		memo := strings.Join(append([]string{at.module + "|var." + name}, part...), "\x00")
		if o, ok := r.memo[memo]; ok {
			return o
		}
		r.memo[memo] = outcome{open: []string{"var." + name}}
		o := r.variableOf(name, at, part)
		r.memo[memo] = o
		return o
	})
}

func (r *resolver) variableOf(name string, at scope, part []string) outcome {
	if at.module == "" {
		if v := descendAll(r.config.variables, name, "value"); v != nil {
			return constantPart(v, part)
		}
		return defaultOf(at.config, name, part)
	}
	parent, call := parentModule(at.module)
	config := r.configs[parent].calls[call.name]
	if config == nil {
		return outcome{open: []string{"var." + name}}
	}
	written := descend(config.expressions, name)
	if written == nil {
		return defaultOf(at.config, name, part)
	}
	return r.resolvePart(expressionOf(written), r.callScope(parent, call, config), part)
}

func defaultOf(config *moduleConfig, name string, part []string) outcome {
	if v := config.variables[name]; v != nil {
		return constantPart(v, part)
	}
	return outcome{open: []string{"var." + name}}
}

func descendAll(v *fastjson.Value, steps ...string) *fastjson.Value {
	for _, step := range steps {
		v = descend(v, step)
	}
	return v
}

func (r *resolver) output(ref []segment, text string, at scope, index string, part []string) outcome {
	if len(ref) < 3 {
		return outcome{open: []string{text}}
	}
	var o outcome
	instances := r.modules[at.module+"|"+ref[1].name]
	own := index != "" && len(instances) > 1 && ref[1].key == ""
	matching := slices.DeleteFunc(slices.Clone(instances), func(m string) bool {
		_, call := parentModule(m)
		return ref[1].key != "" && call.key != ref[1].key || own && call.key != at.key
	})
	if len(matching) == 0 {
		return outcome{open: []string{text}}
	}
	if own {
		index = "" // it picked the module
	}
	part = slices.Concat(steps(ref[2:]), part)
	for _, module := range matching {
		o.merge(r.indexed(at, index, part, func(part []string) outcome { return r.outputOf(module, ref[2].name, text, part) }))
	}
	o.sized = o.sized || len(matching) > 1
	return o
}

func (r *resolver) outputOf(module, name, text string, part []string) outcome {
	memo := strings.Join(append([]string{module + "|output." + name}, part...), "\x00")
	if o, ok := r.memo[memo]; ok {
		return o
	}
	r.memo[memo] = outcome{open: []string{text}}
	o := outcome{open: []string{text}}
	if e := r.configs[module].outputs[name]; e != nil {
		o = r.resolvePart(expressionOf(e), scope{module: module, config: r.configs[module]}, part)
	}
	r.memo[memo] = o
	return o
}

func (r *resolver) resource(ref []segment, text string, at scope, index string, part []string) outcome {
	start := 0
	if ref[0].name == "data" {
		start = 1
	}
	if len(ref) < start+2 {
		return outcome{other: 1}
	}
	block := strings.Join([]string{ref[start].name, ref[start+1].name}, ".")
	if start == 1 {
		block = "data." + block
	}
	instances := r.byBlock[at.module+"|"+block]
	key := ref[start+1].key
	written := at.config != nil && at.config.resources[block] != nil && !r.partial
	switch {
	case len(instances) == 0 && written:
		return outcome{} // count or for_each made none, as in try(a[0].id, b[0].id)
	case len(instances) == 0:
		return outcome{open: []string{text}}
	case key != "":
		if o := pick(instances, key, text); len(o.found) == 1 || !written {
			return o
		}
		return outcome{}
	case len(instances) == 1:
		return outcome{found: []target{{instances[0], instances[0].key != ""}}}
	case at.pairs(index, instances):
		if o := pick(instances, at.key, text); len(o.found) == 1 {
			return o
		}
	}
	return partOf(instances, part)
}

func pick(instances []*instance, key, text string) outcome {
	for _, in := range instances {
		if in.key == key {
			return outcome{found: []target{{instance: in}}}
		}
	}
	return outcome{open: []string{text}}
}
