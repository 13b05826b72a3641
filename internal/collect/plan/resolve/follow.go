package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// follow resolves one reference, and of what it refers to the part at a path of keys.
// Index is what the reference may be indexed with, which plan JSON shows beside it.
func (r *resolver) follow(ref []read.Segment, text string, at scope, index string, part []string) Outcome {
	if len(ref) == 0 {
		return Outcome{Open: []string{"an empty reference"}}
	}
	switch ref[0].Name {
	case "var":
		return r.variable(ref, at, index, part)
	case "module":
		return r.output(ref, text, at, index, part)
	case "local":
		return Outcome{Open: []string{text}}
	case "each", "count":
		return r.each(ref, at, part)
	case "path", "terraform", "self":
		return Outcome{Other: 1}
	}
	return r.resource(ref, text, at, index, part)
}

// each resolves each.value through the for_each expression of the block it stands in.
func (r *resolver) each(ref []read.Segment, at scope, part []string) Outcome {
	if len(ref) < 2 || ref[1].Name != "value" {
		return Outcome{Other: 1}
	}
	if at.repeat.Kind == read.Constant {
		return constantPart(at.repeat.Value, slices.Concat([]string{plainKey(at.key)}, steps(ref[1:]), part))
	}
	if at.repeat.Kind != read.References {
		return Outcome{Other: 1}
	}
	outer := at
	outer.repeat = read.Expression{}
	o := r.resolvePart(at.repeat, outer, nil)
	if same := slices.DeleteFunc(
		slices.Clone(o.Found),
		func(t Target) bool { return t.Key != at.key },
	); len(same) == 1 {
		return Outcome{Found: []Target{{Instance: same[0].Instance}}}.taking(lastOf(steps(ref[2:])))
	}
	o.Open = nil
	o.Other++
	return o
}

func (r *resolver) variable(ref []read.Segment, at scope, index string, part []string) Outcome {
	if len(ref) < 2 {
		return Outcome{Other: 1}
	}
	name := ref[1].Name
	part = slices.Concat(steps(ref[1:]), part)
	return r.indexed(at, index, part, func(part []string) Outcome {
		memo := strings.Join(append([]string{at.module + "|var." + name}, part...), "\x00")
		if o, ok := r.memo[memo]; ok {
			return o
		}
		r.memo[memo] = Outcome{Open: []string{"var." + name}}
		o := r.variableOf(name, at, part)
		r.memo[memo] = o
		return o
	})
}

func (r *resolver) variableOf(name string, at scope, part []string) Outcome {
	if given, isRoot := r.config.Variables[at.module]; isRoot {
		if v := tree.DescendAll(given, name, "value"); v != nil {
			return constantPart(v, part)
		}
		return defaultOf(at.config, name, part)
	}
	parent, call := read.ParentModule(at.module)
	config := r.configs[parent].Calls[call.Name]
	if config == nil {
		return Outcome{Open: []string{"var." + name}}
	}
	written := tree.Descend(config.Expressions, name)
	if written == nil {
		return defaultOf(at.config, name, part)
	}
	return r.resolvePart(read.ExpressionOf(written), r.callScope(parent, call, config), part)
}

func defaultOf(config *read.ModuleConfig, name string, part []string) Outcome {
	if v := config.Variables[name]; v != nil {
		return constantPart(v, part)
	}
	return Outcome{Open: []string{"var." + name}}
}

func (r *resolver) output(ref []read.Segment, text string, at scope, index string, part []string) Outcome {
	if len(ref) < 3 {
		return Outcome{Open: []string{text}}
	}
	var o Outcome
	instances := r.modules[at.module+"|"+ref[1].Name]
	if ref = keyedByDot(ref, instances); len(ref) < 3 {
		return Outcome{Open: []string{text}}
	}
	own := index != "" && len(instances) > 1 && ref[1].Key == ""
	matching := slices.DeleteFunc(slices.Clone(instances), func(m string) bool {
		_, call := read.ParentModule(m)
		return ref[1].Key != "" && call.Key != ref[1].Key || own && call.Key != at.key
	})
	if len(matching) == 0 {
		return Outcome{Open: []string{text}}
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
				func(part []string) Outcome { return r.outputOf(module, ref[2].Name, text, part) },
			),
		)
	}
	o.Sized = o.Sized || len(matching) > 1
	return o
}

// keyedByDot is a reference `module.m.key.output` as `module.m["key"].output`, where there is such an instance of the call.
func keyedByDot(ref []read.Segment, instances []string) []read.Segment {
	key := strconv.Quote(ref[2].Name)
	isThere := slices.ContainsFunc(instances, func(m string) bool {
		_, call := read.ParentModule(m)
		return call.Key == key
	})
	if ref[1].Key != "" || !isThere {
		return ref
	}
	keyed := slices.Delete(slices.Clone(ref), 2, 3)
	keyed[1].Key = key
	return keyed
}

func (r *resolver) outputOf(module, name, text string, part []string) Outcome {
	memo := strings.Join(append([]string{module + "|output." + name}, part...), "\x00")
	if o, ok := r.memo[memo]; ok {
		return o
	}
	r.memo[memo] = Outcome{Open: []string{text}}
	o := Outcome{Open: []string{text}}
	if e := r.configs[module].Outputs[name]; e != nil {
		o = r.resolvePart(read.ExpressionOf(e), scope{module: module, config: r.configs[module]}, part)
	}
	r.memo[memo] = o
	return o
}

func (r *resolver) resource(ref []read.Segment, text string, at scope, index string, part []string) Outcome {
	start := 0
	if ref[0].Name == "data" {
		start = 1
	}
	if len(ref) < start+2 {
		return Outcome{Other: 1}
	}
	o := r.instancesOf(ref, start, text, at, index, part)
	switch {
	case len(ref) > start+2:
		return r.withDefaults(o.taking(ref[start+2].Name), ref[start+2].Name)
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
func (o Outcome) taking(attribute string) Outcome {
	if attribute == "" {
		return o
	}
	found := slices.Clone(o.Found)
	for i, t := range found {
		found[i] = t.taking(attribute)
	}
	o.Found = found
	return o
}

// instancesOf are the instances that a reference to a resource names, whose type stands at start.
func (r *resolver) instancesOf(
	ref []read.Segment,
	start int,
	text string,
	at scope,
	index string,
	part []string,
) Outcome {
	block := strings.Join([]string{ref[start].Name, ref[start+1].Name}, ".")
	if start == 1 {
		block = "data." + block
	}
	instances := r.byBlock[at.module+"|"+block]
	key := ref[start+1].Key
	written := at.config != nil && at.config.Resources[block] != nil && !r.partial
	switch {
	case len(instances) == 0 && written:
		return Outcome{} // count or for_each made none, as in try(a[0].id, b[0].id)
	case len(instances) == 0:
		return Outcome{Open: []string{text}}
	case key != "":
		if o := pick(instances, key, text); len(o.Found) == 1 || !written {
			return o
		}
		return Outcome{}
	case len(instances) == 1:
		return Outcome{Found: []Target{{Instance: instances[0], bare: instances[0].Key != ""}}}
	case r.pairs(at, index, at.module+"|"+block):
		if o := pick(instances, at.key, text); len(o.Found) == 1 {
			return o
		}
	}
	return partOf(instances, part)
}

func pick(instances []*read.Instance, key, text string) Outcome {
	for _, in := range instances {
		if in.Key == key {
			return Outcome{Found: []Target{{Instance: in}}}
		}
	}
	return Outcome{Open: []string{text}}
}

// withDefaults adds, beside a VPC of which an attribute is meant, what that attribute names.
func (r *resolver) withDefaults(o Outcome, attribute string) Outcome {
	o.Found = slices.Clone(o.Found) // others may have the list too
	for i, t := range o.Found {
		if named := r.Defaults[t.Address+"|"+attribute]; named != nil {
			o.Found[i].named = true
			o.Found = append(o.Found, Target{Instance: named, bare: t.bare})
		}
	}
	return o
}
