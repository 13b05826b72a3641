package plan

import (
	"slices"
	"strings"
)

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
	o := r.resolvePart(at.repeat, outer, nil)
	if same := slices.DeleteFunc(
		slices.Clone(o.found),
		func(t target) bool { return t.key != at.key },
	); len(same) == 1 {
		return outcome{found: []target{{instance: same[0].instance}}}.taking(lastOf(steps(ref[2:])))
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
	if given, isRoot := r.config.variables[at.module]; isRoot {
		if v := descendAll(given, name, "value"); v != nil {
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
		o.merge(
			r.indexed(
				at,
				index,
				part,
				func(part []string) outcome { return r.outputOf(module, ref[2].name, text, part) },
			),
		)
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
	o := r.instancesOf(ref, start, text, at, index, part)
	switch {
	case len(ref) > start+2:
		return r.withDefaults(o.taking(ref[start+2].name), ref[start+2].name)
	case len(part) > 0:
		return r.withDefaults(o.taking(lastOf(part)), part[len(part)-1])
	}
	return o
}

// lastOf is the last of some steps, empty where there is none.
func lastOf(steps []string) string {
	if len(steps) == 0 {
		return ""
	}
	return steps[len(steps)-1]
}

// taking is the outcome of whose instances an attribute is taken.
func (o outcome) taking(attribute string) outcome {
	if attribute == "" {
		return o
	}
	found := slices.Clone(o.found)
	for i, t := range found {
		found[i] = t.taking(attribute)
	}
	o.found = found
	return o
}

// instancesOf are the instances that a reference to a resource names, whose type stands at start.
func (r *resolver) instancesOf(ref []segment, start int, text string, at scope, index string, part []string) outcome {
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
		return outcome{found: []target{{instance: instances[0], bare: instances[0].key != ""}}}
	case r.pairs(at, index, at.module+"|"+block):
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

// withDefaults adds, beside a VPC of which an attribute is meant, what that attribute names.
func (r *resolver) withDefaults(o outcome, attribute string) outcome {
	o.found = slices.Clone(o.found) // others may have the list too
	for i, t := range o.found {
		if named := r.defaults[t.address+"|"+attribute]; named != nil {
			o.found[i].named = true
			o.found = append(o.found, target{instance: named, bare: t.bare})
		}
	}
	return o
}
