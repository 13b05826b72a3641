// Package plantest edits plans for tests: a small named change to a real plan, such as
// "this attribute is unknown" or "one more rule", as Terraform would have written it.
package plantest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// Plan is a decoded plan under edit.
type Plan struct {
	t    testing.TB
	Root map[string]any
}

// Edit changes a plan.
type Edit func(*Plan)

// Path returns the path of a fixture plan by its name.
func Path(name string) string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "fixtures", "plans", name+".json")
}

// Load reads a fixture plan by its name.
func Load(t testing.TB, name string) *Plan {
	t.Helper()
	data, err := os.ReadFile(Path(name))
	if err != nil {
		t.Fatal(err)
	}
	return Decode(t, data)
}

// Decode makes a plan ready for edits.
func Decode(t testing.TB, data []byte) *Plan {
	t.Helper()
	p := &Plan{t: t}
	if err := json.Unmarshal(data, &p.Root); err != nil {
		t.Fatal(err)
	}
	return p
}

// Apply runs edits in order.
func (p *Plan) Apply(edits ...Edit) *Plan {
	p.t.Helper()
	for _, edit := range edits {
		edit(p)
	}
	return p
}

// JSON returns the plan as Terraform would print it.
func (p *Plan) JSON() []byte {
	p.t.Helper()
	data, err := json.Marshal(p.Root)
	if err != nil {
		p.t.Fatal(err)
	}
	return data
}

// Changes returns resource_changes.
func (p *Plan) Changes() []any { return p.Root["resource_changes"].([]any) }

// Resource returns one resource change; a wrong address fails the test.
func (p *Plan) Resource(address string) map[string]any {
	p.t.Helper()
	for _, c := range p.Changes() {
		if r := c.(map[string]any); r["address"] == address {
			return r
		}
	}
	p.t.Fatalf("the plan has no resource %s", address)
	return nil
}

func (p *Plan) change(address string) map[string]any {
	p.t.Helper()
	return p.Resource(address)["change"].(map[string]any)
}

// After returns what a resource is after apply, as far as the plan knows.
func (p *Plan) After(address string) any { return p.change(address)["after"] }

// Set gives an attribute a known value.
func Set(address, path string, value any) Edit {
	return func(p *Plan) {
		c := p.change(address)
		steps := strings.Split(path, ".")
		put(c["after"], steps, value)
		if marks, ok := c["after_unknown"].(map[string]any); ok && marks[steps[0]] == true && len(steps) > 1 {
			marks[steps[0]] = map[string]any{}
		}
		drop(c["after_unknown"], steps)
	}
}

// Unknown makes an attribute known after apply, from an expression that plan JSON does not resolve.
func Unknown(address, path string) Edit {
	return Link(address, path, "local.hidden")
}

// Link makes an attribute known after apply, from an expression with these references.
func Link(address, path string, references ...string) Edit {
	return func(p *Plan) {
		c := p.change(address)
		steps := strings.Split(path, ".")
		drop(c["after"], steps)
		mark(c, steps)
		refs := make([]any, len(references))
		for i, r := range references {
			refs[i] = r
		}
		p.express(address, steps, map[string]any{"references": refs})
	}
}

// Express replaces what the author wrote for a whole attribute.
func Express(address, attribute string, references ...string) Edit {
	return func(p *Plan) {
		refs := make([]any, len(references))
		for i, r := range references {
			refs[i] = r
		}
		p.express(address, []string{attribute}, map[string]any{"references": refs})
	}
}

// Constant says that the author wrote a constant for an attribute, or with nil that he wrote
// something else; the value stays.
func Constant(address, path string, value any) Edit {
	return func(p *Plan) {
		expression := map[string]any{"references": []any{"var.hidden"}}
		if value != nil {
			expression = map[string]any{"constant_value": value}
		}
		p.express(address, strings.Split(path, "."), expression)
	}
}

// Computed makes an attribute known after apply because the author left it out.
func Computed(address, path string) Edit {
	return func(p *Plan) {
		c := p.change(address)
		steps := strings.Split(path, ".")
		drop(c["after"], steps)
		mark(c, steps)
		p.express(address, steps, nil)
	}
}

// Sensitive marks a value, which stays where it is, as one that must not be looked at.
func Sensitive(address, path string) Edit {
	return func(p *Plan) { markIn(p.change(address), "after_sensitive", strings.Split(path, ".")) }
}

// mark sets after_unknown, making the blocks on the way if need be.
func mark(change map[string]any, steps []string) { markIn(change, "after_unknown", steps) }

func markIn(change map[string]any, tree string, steps []string) {
	if _, ok := change[tree].(map[string]any); !ok {
		change[tree] = map[string]any{}
	}
	at := change[tree]
	for i, step := range steps[:len(steps)-1] {
		at = enter(at, step, steps[i+1])
	}
	assign(at, steps[len(steps)-1], true)
}

// enter steps into a container, making it when it is not there.
func enter(at any, step, next string) any {
	fresh := func() any {
		if _, err := strconv.Atoi(next); err == nil {
			return make([]any, 8)
		}
		return map[string]any{}
	}
	switch c := at.(type) {
	case map[string]any:
		if _, ok := c[step].(map[string]any); !ok {
			if l, ok := c[step].([]any); !ok || len(l) == 0 {
				c[step] = fresh()
			}
		}
		return c[step]
	case []any:
		i, _ := strconv.Atoi(step)
		if c[i] == nil || c[i] == false {
			c[i] = fresh()
		}
		return c[i]
	}
	return nil
}

func assign(at any, step string, value any) {
	switch c := at.(type) {
	case map[string]any:
		c[step] = value
	case []any:
		i, _ := strconv.Atoi(step)
		c[i] = value
	}
}

func put(at any, steps []string, value any) {
	for i, step := range steps[:len(steps)-1] {
		at = enter(at, step, steps[i+1])
	}
	assign(at, steps[len(steps)-1], value)
}

func drop(at any, steps []string) {
	for _, step := range steps[:len(steps)-1] {
		switch c := at.(type) {
		case map[string]any:
			at = c[step]
		case []any:
			i, _ := strconv.Atoi(step)
			if i >= len(c) {
				return
			}
			at = c[i]
		default:
			return
		}
	}
	switch c := at.(type) {
	case map[string]any:
		delete(c, steps[len(steps)-1])
	case []any:
		if i, _ := strconv.Atoi(steps[len(steps)-1]); i < len(c) {
			c[i] = nil
		}
	}
}

// Module returns the configuration of a module by its address, keys ignored.
func (p *Plan) Module(address string) map[string]any {
	p.t.Helper()
	m := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)
	for _, step := range strings.Split(address, ".") {
		if step == "" || step == "module" {
			continue
		}
		name, _, _ := strings.Cut(step, "[")
		m = m["module_calls"].(map[string]any)[name].(map[string]any)["module"].(map[string]any)
	}
	return m
}

// express sets or clears what the author wrote for an attribute.
func (p *Plan) express(address string, steps []string, expression any) {
	p.t.Helper()
	r := p.Resource(address)
	module, _ := r["module_address"].(string)
	block := r["type"].(string) + "." + r["name"].(string)
	for _, item := range p.Module(module)["resources"].([]any) {
		c := item.(map[string]any)
		if c["address"] != block {
			continue
		}
		expressions, _ := c["expressions"].(map[string]any)
		if expressions == nil {
			expressions = map[string]any{}
			c["expressions"] = expressions
		}
		if expression == nil {
			drop(expressions, steps)
		} else {
			put(expressions, steps, expression)
		}
		return
	}
}

// Remove takes a resource out of the plan; its configuration stays, as after a failed or targeted plan.
func Remove(address string) Edit {
	return func(p *Plan) {
		p.t.Helper()
		p.Resource(address)
		var kept []any
		for _, c := range p.Changes() {
			if c.(map[string]any)["address"] != address {
				kept = append(kept, c)
			}
		}
		p.Root["resource_changes"] = kept
	}
}

// Top sets a top-level member of the plan.
func Top(name string, value any) Edit { return func(p *Plan) { p.Root[name] = value } }

// Exists makes a resource one that is there already, as the plan will leave it.
func Exists(address string) Edit {
	return func(p *Plan) {
		c := p.change(address)
		c["actions"], c["before"], c["before_sensitive"] = []any{"no-op"}, c["after"], c["after_sensitive"]
		c["after_unknown"] = map[string]any{}
	}
}

// Partial makes the plan one that was made with -target.
func Partial() Edit { return Top("complete", false) }

// Add puts a new resource into a module: known values, and references by attribute.
func Add(module, typ, name string, after map[string]any, references map[string][]string) Edit {
	return func(p *Plan) {
		unknown, expressions := map[string]any{"id": true}, map[string]any{}
		for attribute := range after {
			expressions[attribute] = map[string]any{"constant_value": after[attribute]}
		}
		for attribute, refs := range references {
			unknown[attribute] = true
			list := make([]any, len(refs))
			for i, r := range refs {
				list[i] = r
			}
			expressions[attribute] = map[string]any{"references": list}
		}
		address := typ + "." + name
		full := address
		if module != "" {
			full = module + "." + address
		}
		p.Root["resource_changes"] = append(p.Changes(), map[string]any{
			"address":        full,
			"module_address": module,
			"mode":           "managed",
			"type":           typ,
			"name":           name,
			"provider_name":  "registry.terraform.io/hashicorp/aws",
			"change": map[string]any{
				"actions":         []any{"create"},
				"before":          nil,
				"after":           maps.Clone(after),
				"after_unknown":   unknown,
				"after_sensitive": map[string]any{},
			},
		})
		m := p.Module(module)
		resources, _ := m["resources"].([]any)
		m["resources"] = append(
			resources,
			map[string]any{
				"address":             address,
				"mode":                "managed",
				"type":                typ,
				"name":                name,
				"provider_config_key": "aws",
				"expressions":         expressions,
			},
		)
	}
}
