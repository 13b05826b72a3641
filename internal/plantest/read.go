package plantest

// AddRead puts a data source that was read before the plan into a module, with what it read.
func AddRead(module, typ, name string, values map[string]any) Edit {
	return func(p *Plan) {
		address := "data." + typ + "." + name
		root := p.Root["prior_state"].(map[string]any)["values"].(map[string]any)["root_module"].(map[string]any)
		modules, _ := root["child_modules"].([]any)
		root["child_modules"] = append(modules, map[string]any{"address": module, "resources": []any{
			map[string]any{
				"address":          module + "." + address,
				"mode":             "data",
				"type":             typ,
				"name":             name,
				"provider_name":    "registry.terraform.io/hashicorp/aws",
				"values":           values,
				"sensitive_values": map[string]any{},
			},
		}})
		m := p.Module(module)
		resources, _ := m["resources"].([]any)
		m["resources"] = append(resources, map[string]any{"address": address, "mode": "data", "type": typ, "name": name,
			"provider_config_key": "aws", "expressions": map[string]any{}})
	}
}
