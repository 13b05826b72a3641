package document

import (
	"encoding/json"

	"github.com/archcheck/archcheck/internal/kind"
)

// object is a piece of JSON Schema.
type object = map[string]any

// Schema returns the JSON Schema of the document's file, for editors.
func Schema() ([]byte, error) {
	return json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "archcheck architecture", "type": "object",
		"additionalProperties": false, "required": []any{"version", "environments"},
		"properties": object{
			"version": object{"const": 2},
			"base":    object{"$ref": "#/$defs/architecture", "description": "what holds in every environment"},
			"environments": object{
				"type":                 "object",
				"additionalProperties": nullable(object{"$ref": "#/$defs/architecture"}),
				"description":          "what each environment lays over the base",
			},
		},
		"$defs": object{"architecture": architecture()},
	}, "", "  ")
}

func architecture() object {
	components, defaults := []any{}, object{}
	for _, k := range kind.All() {
		own := described(componentProperties(&k))
		defaults[k.Name] = nullable(closed(own))
		withKind := object{"kind": object{"const": k.Name}}
		for key, value := range own {
			withKind[key] = value
		}
		components = append(
			components,
			object{
				"if":   object{"properties": object{"kind": object{"const": k.Name}}, "required": []any{"kind"}},
				"then": closed(withKind),
			},
		)
	}
	return closed(object{
		"vpc":       nullable(closed(withVPC(requirements("vpc")))),
		"tiers":     named(closed(withTier(requirements("tier")))),
		"externals": named(closed(object{"addresses": prefixes(), "prefix_list": text(), "security_group": text()})),
		"defaults":  nullable(closed(defaults)),
		"components": named(
			object{
				"type":       "object",
				"properties": object{"kind": object{"enum": anys(kind.Names())}},
				"allOf":      components,
			},
		),
		"components_complete": object{
			"type":        "boolean",
			"description": "the components are all there are, also of kinds without network interfaces, such as tables and queues; false by default: of such kinds only those that the document has",
		},
		"edges": object{"type": "array", "items": object{"type": "string", "pattern": "^[^>]+->[^>]+$"},
			"description": "who may reach whom, complete: nothing more, nothing less"},
		"edges_complete": edgesComplete(),
		"alarms":         nullable(closed(requirements("alarms"))),
		"cost":           nullable(closed(costProperties())),
	})
}

func componentProperties(k *kind.Kind) (own object, all []kind.Requirement) {
	own = object{
		"match": nullable(
			closed(
				object{
					"address": text(),
					"arn":     text(),
					"name":    text(),
					"tags":    object{"type": "object", "additionalProperties": text()},
				},
			),
		),
	}
	if k.Placed {
		own["tier"] = object{"type": "string", "description": "the tier it sits in"}
	}
	return own, append([]kind.Requirement{count()}, k.Requirements...)
}

// described adds requirements to properties.
func described(own object, all []kind.Requirement) object {
	for _, q := range all {
		own[q.Name] = nullable(formSchema(q))
		own[q.Name].(object)["description"] = q.Doc
	}
	return own
}

func requirements(section string) object {
	return described(object{}, kind.Section(section).Requirements)
}

func withVPC(own object) object {
	own["cidr"] = prefixes()
	own["ephemeral_ports"] = object{
		"type":        []any{"string", "integer"},
		"description": "ports that clients receive answers on (default: 32768-60999 for tasks, 1024-65535 for the internet, load balancers and NAT gateways)",
	}
	return own
}

func withTier(own object) object {
	own["subnets"] = prefixes()
	own["nat_tier"] = object{"type": "string", "description": "the tier that its NAT gateways sit in"}
	return own
}

func costProperties() object {
	usage := object{"region": text()}
	for _, a := range Assumptions() {
		usage[a.Name] = object{"type": []any{"integer", "null"}, "description": a.Doc}
	}
	own := object{
		"rows":        object{"type": "object", "additionalProperties": number()},
		"usage":       closed(usage),
		"monthly_usd": number(),
	}
	for key, doc := range map[string]string{"budget": "an AWS budget no higher than the band's upper end notifies somebody",
		"maximum_within_band": "the month with all tasks and all storage must stay in the band too; else it is a note",
		"rows_within_band":    "each row must stay in its own band too, give or take the tolerance; else it is a note"} {
		own[key] = object{"type": []any{"boolean", "null"}, "description": doc}
	}
	own["tolerance_percent"] = object{
		"type":        []any{"integer", "null"},
		"description": "how far above the band a month is still about as documented",
	}
	return own
}

func formSchema(q kind.Requirement) object {
	one := object{"type": "string"}
	if len(q.Words) > 0 {
		one = object{"enum": anys(q.Words)}
	}
	list := object{"type": "array", "items": one, "minItems": 1}
	switch q.Form {
	case kind.Flag:
		return object{"type": "boolean"}
	case kind.Number:
		return number()
	case kind.Version:
		return one
	case kind.Set:
		return object{"anyOf": []any{object{"type": "array", "items": one}, closed(object{"has": list})}}
	}
	return object{"anyOf": []any{one, list}}
}

func number() object {
	return object{
		"anyOf": []any{object{"type": "integer"}, object{"type": "string", "pattern": `^\s*\d+\s*(\+|-\s*\d+)?\s*$`},
			object{"type": "array", "items": object{"type": "integer"}}},
	}
}

func text() object { return object{"type": "string"} }

func prefixes() object {
	one := object{"type": "string", "pattern": `^[0-9a-fA-F.:]+/\d+$`}
	return object{"anyOf": []any{one, object{"type": "array", "items": one}}}
}

func named(of object) object {
	return object{"type": []any{"object", "null"}, "additionalProperties": nullable(of)}
}

func nullable(of object) object { return object{"anyOf": []any{of, object{"type": "null"}}} }

func closed(properties object) object {
	return object{"type": "object", "additionalProperties": false, "properties": properties}
}

func anys(words []string) []any {
	all := make([]any, len(words))
	for i, w := range words {
		all[i] = w
	}
	return all
}

// edgesComplete is true, false, or the components for which nothing more may be.
func edgesComplete() object {
	names := object{"type": "array", "items": object{"type": "string"}}
	return object{
		"description": "false makes what is more a note, but from the internet; components by direction are complete all the same",
		"anyOf": []any{
			object{"type": "boolean"},
			object{
				"type":                 "object",
				"additionalProperties": false,
				"properties":           object{"ingress": names, "egress": names},
			},
		},
	}
}
