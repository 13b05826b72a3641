package main

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// Terraform writes no plan in which things refer to each other in a ring. Somebody else may: whoever follows references
// must come to an end.
func TestReferencesInARing(t *testing.T) {
	for _, name := range []string{"ok-prod", "ok-inline-rules", "arch-events", "arch-two-databases", "arch-autoscaling-group"} {
		for _, known := range []bool{true, false} {
			p := pt.Load(t, name)
			configuration := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)
			ring(configuration)
			twins(p, known)
			file := filepath.Join(t.TempDir(), "plan.json")
			write(t, file, p.JSON())
			if code, _, errs := execute("plan", file, "--env", "prod"); code == 2 {
				t.Errorf("%s: %s", name, errs)
			}
		}
	}
}

const twin = "_twin"

// ring gives each resource of a module a twin, and lets the two refer to each other with all they referred with.
func ring(module map[string]any) {
	var both []any
	resources, _ := module["resources"].([]any)
	for _, item := range resources {
		one := item.(map[string]any)
		other := maps.Clone(one)
		other["name"], other["address"] = one["name"].(string)+twin, one["address"].(string)+twin
		one["expressions"] = aimed(one["expressions"], other["address"].(string))
		other["expressions"] = aimed(other["expressions"], one["address"].(string))
		both = append(both, one, other)
	}
	module["resources"] = both
	calls, _ := module["module_calls"].(map[string]any)
	for _, call := range calls {
		ring(call.(map[string]any)["module"].(map[string]any))
	}
}

// aimed are expressions of which each that referred to something refers to one address.
func aimed(at any, address string) any {
	switch e := at.(type) {
	case []any:
		var all []any
		for _, one := range e {
			all = append(all, aimed(one, address))
		}
		return all
	case map[string]any:
		all := map[string]any{}
		for name, one := range e {
			all[name] = aimed(one, address)
		}
		if _, refers := all["references"]; refers {
			all["references"] = []any{address + ".id", address + ".arn", address + ".name", address + ".json", address}
		}
		return all
	}
	return at
}

// Nor do the inputs of a module take the outputs that are made of them.
func TestModulesInARing(t *testing.T) {
	p := pt.Load(t, "ok-prod")
	calls := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)["module_calls"].(map[string]any)
	for name, item := range calls {
		call := item.(map[string]any)
		module := call["module"].(map[string]any)
		var outputs, inputs []any
		made, _ := module["outputs"].(map[string]any)
		for output := range made {
			outputs = append(outputs, "module."+name+"."+output, "module."+name)
		}
		taken, _ := module["variables"].(map[string]any)
		for input := range taken {
			inputs = append(inputs, "var."+input)
			call["expressions"].(map[string]any)[input] = map[string]any{"references": outputs}
		}
		for _, output := range made {
			output.(map[string]any)["expression"] = map[string]any{"references": inputs}
		}
	}
	file := filepath.Join(t.TempDir(), "plan.json")
	write(t, file, p.JSON())
	if code, _, errs := execute("plan", file, "--env", "prod"); code == 2 {
		t.Error(string(errs))
	}
}

// twins lets the plan make the twins too, with every value that is known or with none.
func twins(p *pt.Plan, known bool) {
	var both []any
	for _, item := range p.Changes() {
		one := item.(map[string]any)
		if change := one["change"].(map[string]any); !known && change["after"] != nil {
			unknown := map[string]any{}
			for name := range change["after"].(map[string]any) {
				unknown[name] = true
			}
			change["after"], change["after_unknown"] = map[string]any{}, unknown
		}
		other := maps.Clone(one)
		name := one["name"].(string)
		other["name"] = name + twin
		other["address"] = strings.Replace(one["address"].(string), "."+name, "."+name+twin, 1)
		both = append(both, one, other)
	}
	p.Root["resource_changes"] = both
}
