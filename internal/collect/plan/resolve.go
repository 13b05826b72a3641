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
	return s
}

// resolve follows all references of an expression.
func (r *resolver) resolve(e expression, at scope) outcome {
	var o outcome
	if e.kind == constant {
		o.constants = append(o.constants, e.value)
		return o
	}
	if e.kind == invisible {
		o.open = append(o.open, "an expression that the plan does not show")
		return o
	}
	paired := slices.Contains(e.refs, "each.key") || slices.Contains(e.refs, "count.index") || slices.Contains(e.refs, "each.value")
	for _, ref := range e.refs {
		o.merge(r.follow(parseReference(ref), ref, at, paired && len(e.refs) == 2))
	}
	return o
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

// follow resolves one reference. Paired says that it stands alone with each.key or
// count.index, so that an instance of the same key is the one meant.
func (r *resolver) follow(ref []segment, text string, at scope, paired bool) outcome {
	if len(ref) == 0 {
		return outcome{open: []string{"an empty reference"}}
	}
	switch ref[0].name {
	case "var":
		return r.variable(ref, at)
	case "module":
		return r.output(ref, text, at, paired)
	case "local":
		return outcome{open: []string{text}}
	case "each", "count":
		return r.each(ref, at)
	case "path", "terraform", "self":
		return outcome{other: 1}
	}
	return r.resource(ref, text, at, paired)
}

// each resolves each.value through the for_each expression of the block it stands in.
func (r *resolver) each(ref []segment, at scope) outcome {
	if len(ref) < 2 || ref[1].name != "value" || at.repeat.kind != references {
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

func (r *resolver) variable(ref []segment, at scope) outcome {
	if len(ref) < 2 {
		return outcome{other: 1}
	}
	name := ref[1].name
	memo := at.module + "|var." + name
	if o, ok := r.memo[memo]; ok {
		return o
	}
	r.memo[memo] = outcome{open: []string{"var." + name}}
	o := r.variableOf(name, at)
	r.memo[memo] = o
	return o
}

func (r *resolver) variableOf(name string, at scope) outcome {
	if at.module == "" {
		if v := descendAll(r.config.variables, name, "value"); v != nil {
			return outcome{constants: []*fastjson.Value{v}}
		}
		return defaultOf(at.config, name)
	}
	parent, call := parentModule(at.module)
	config := r.configs[parent].calls[call.name]
	if config == nil {
		return outcome{open: []string{"var." + name}}
	}
	written := descend(config.expressions, name)
	if written == nil {
		return defaultOf(at.config, name)
	}
	return r.resolve(expressionOf(written), scope{parent, r.configs[parent], call.key, config.repeat})
}

func defaultOf(config *moduleConfig, name string) outcome {
	if v := config.variables[name]; v != nil {
		return outcome{constants: []*fastjson.Value{v}}
	}
	return outcome{open: []string{"var." + name}}
}

func descendAll(v *fastjson.Value, steps ...string) *fastjson.Value {
	for _, step := range steps {
		v = descend(v, step)
	}
	return v
}

func (r *resolver) output(ref []segment, text string, at scope, paired bool) outcome {
	if len(ref) < 3 {
		return outcome{open: []string{text}}
	}
	var o outcome
	instances := r.modules[at.module+"|"+ref[1].name]
	matching := slices.DeleteFunc(slices.Clone(instances), func(m string) bool {
		_, call := parentModule(m)
		return ref[1].key != "" && call.key != ref[1].key || ref[1].key == "" && paired && len(instances) > 1 && call.key != at.key
	})
	if len(matching) == 0 {
		return outcome{open: []string{text}}
	}
	for _, module := range matching {
		o.merge(r.outputOf(module, ref[2].name, text))
	}
	o.sized = o.sized || len(matching) > 1
	return o
}

func (r *resolver) outputOf(module, name, text string) outcome {
	memo := module + "|output." + name
	if o, ok := r.memo[memo]; ok {
		return o
	}
	r.memo[memo] = outcome{open: []string{text}}
	o := outcome{open: []string{text}}
	if e := r.configs[module].outputs[name]; e != nil {
		o = r.resolve(expressionOf(e), scope{module: module, config: r.configs[module]})
	}
	r.memo[memo] = o
	return o
}

func (r *resolver) resource(ref []segment, text string, at scope, paired bool) outcome {
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
	case paired && at.key != "":
		if o := pick(instances, at.key, text); len(o.found) == 1 {
			return o
		}
	}
	o := outcome{sized: true}
	for _, in := range instances {
		o.found = append(o.found, target{in, true})
	}
	return o
}

func pick(instances []*instance, key, text string) outcome {
	for _, in := range instances {
		if in.key == key {
			return outcome{found: []target{{instance: in}}}
		}
	}
	return outcome{open: []string{text}}
}
