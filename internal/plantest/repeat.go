package plantest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Repeat returns a plan in which a fixture's whole stack stands n times, each under
// module.stack["s00000"] and so on, with names of its own.
func Repeat(t testing.TB, name string, n int) []byte {
	t.Helper()
	base := Load(t, name)
	root := base.Root["configuration"].(map[string]any)["root_module"]
	plan := map[string]any{}
	for _, key := range []string{"format_version", "terraform_version", "timestamp", "applyable", "complete", "errored"} {
		plan[key] = base.Root[key]
	}
	plan["configuration"] = map[string]any{
		"provider_config": base.Root["configuration"].(map[string]any)["provider_config"],
		"root_module": map[string]any{"module_calls": map[string]any{"stack": map[string]any{
			"for_each_expression": map[string]any{"references": []any{"local.stacks"}}, "module": root}}},
	}
	var changes, values, prior []any
	for i := range n {
		call := fmt.Sprintf(`module.stack["s%05d"]`, i)
		for _, c := range copied(t, base.Changes(), i).([]any) {
			r := c.(map[string]any)
			r["address"] = call + "." + r["address"].(string)
			r["module_address"] = call + "." + r["module_address"].(string)
			changes = append(changes, r)
		}
		values = append(values, moved(copied(t, base.Root["planned_values"].(map[string]any)["root_module"], i), call))
		state := base.Root["prior_state"].(map[string]any)["values"].(map[string]any)["root_module"]
		prior = append(prior, moved(copied(t, state, i), call))
	}
	plan["resource_changes"] = changes
	plan["planned_values"] = map[string]any{"root_module": map[string]any{"child_modules": values}}
	plan["prior_state"] = map[string]any{
		"format_version": "1.0",
		"values":         map[string]any{"root_module": map[string]any{"child_modules": prior}},
	}
	data, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// copied is a deep copy in which the stack has a name of its own.
func copied(t testing.TB, v any, i int) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(
		[]byte(strings.ReplaceAll(string(data), "shop-prod", fmt.Sprintf("shop-%05d", i))),
		&out,
	); err != nil {
		t.Fatal(err)
	}
	return out
}

// moved puts the addresses of a state module below another module.
func moved(v any, call string) any {
	module := v.(map[string]any)
	if address, ok := module["address"].(string); ok {
		module["address"] = call + "." + address
	} else {
		module["address"] = call
	}
	if resources, ok := module["resources"].([]any); ok {
		for _, r := range resources {
			resource := r.(map[string]any)
			resource["address"] = call + "." + resource["address"].(string)
		}
	}
	if children, ok := module["child_modules"].([]any); ok {
		for _, child := range children {
			moved(child, call)
		}
	}
	return module
}
