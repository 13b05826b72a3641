package evaluate

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
)

// schema is a JSON Schema.
type schema map[string]any

// InputSchema is the JSON Schema of what policies see as input.
func InputSchema() ([]byte, error) {
	properties := schema{"document": documentSchema()}
	shapes := collectionShapes()
	for name, attributes := range shapes {
		properties[name] = schema{
			"type":                 "object",
			"description":          "by key",
			"additionalProperties": memberSchema(attributes),
		}
	}
	root := schema{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "what archcheck's policies see as input",
		"description":          "The document's demands on no component, and the collections of facts. What was not read of a member is absent, and stands under unknown.",
		"type":                 "object",
		"additionalProperties": false,
		"required":             append([]string{"document"}, slices.Sorted(maps.Keys(shapes))...),
		"properties":           properties,
		"$defs": schema{
			"asked": schema{
				"description": "null asks nothing, a value asks for itself, an object says how it compares",
				"type":        []string{"null", "boolean", "number", "string", "object"},
				"properties": schema{
					"at_least": true,
					"from":     true,
					"to":       true,
					"one_of":   schema{"type": "array"},
					"has":      schema{"type": "array"},
					"exactly":  schema{"type": "array"},
				},
				"additionalProperties": false,
			},
			"why": schema{
				"type":                 "object",
				"description":          "why an attribute is not known",
				"required":             []string{"status", "reason"},
				"additionalProperties": false,
				"properties": schema{
					"status":     schema{"enum": []string{"unknown", "not_collected", "unmatched"}},
					"reason":     textSchema(""),
					"detail":     textSchema(""),
					"candidates": listOf(textSchema("")),
				},
			},
			"demands": demandsSchema(),
		},
	}
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema of the input: %w", err)
	}
	return append(data, '\n'), nil
}

// demandsSchema is what can be asked of a component or a tier, with what the document says of each demand.
func demandsSchema() schema {
	properties := schema{}
	for _, name := range askedNames() {
		properties[name] = schema{"$ref": "#/$defs/asked"}
	}
	for _, k := range append(kind.All(), *kind.Section("tier")) {
		for _, q := range k.Requirements {
			properties[q.Name] = schema{"$ref": "#/$defs/asked", "description": q.Doc}
		}
	}
	return schema{"type": "object", "additionalProperties": false, "properties": properties}
}

func documentSchema() schema {
	section := func(name string, more ...string) schema {
		properties := schema{}
		for _, q := range kind.Section(name).Requirements {
			properties[q.Name] = schema{"$ref": "#/$defs/asked", "description": q.Doc}
		}
		for _, name := range more {
			properties[name] = schema{"$ref": "#/$defs/asked"}
		}
		return schema{"type": "object", "additionalProperties": false, "properties": properties}
	}
	properties := schema{
		"environment": textSchema("of the document"),
		"vpc":         section("vpc", "cidr"),
		"alarms":      section("alarms"),
		"cost":        schema{"type": "object"},
	}
	for _, name := range []string{"edges", "nobody_else", "nat_public", "image_from_ecr"} {
		properties[name] = schema{"$ref": "#/$defs/asked"}
	}
	return schema{
		"type":                 "object",
		"description":          "what the document asks of no component",
		"required":             slices.Sorted(maps.Keys(properties)),
		"additionalProperties": false,
		"properties":           properties,
	}
}

func textSchema(description string) schema {
	if description == "" {
		return schema{"type": "string"}
	}
	return schema{"type": "string", "description": description}
}

func listOf(items any) schema { return schema{"type": "array", "items": items} }

// memberSchema is that of a member of a collection.
func memberSchema(attributes []attributeShape) schema {
	properties, unknown := schema{}, schema{}
	for _, a := range attributes {
		properties[a.name], unknown[a.name] = a.schema(), schema{"$ref": "#/$defs/why"}
	}
	properties["id"] = textSchema("what a verdict on it names")
	properties["component"] = textSchema("the documented component that it is or serves, empty for none")
	properties["asked"] = schema{"$ref": "#/$defs/demands"}
	properties["unknown"] = schema{
		"type":                 "object",
		"description":          "what is not known, and why",
		"additionalProperties": false,
		"properties":           unknown,
	}
	return schema{
		"type":                 "object",
		"required":             []string{"asked", "component", "id"},
		"additionalProperties": false,
		"properties":           properties,
	}
}

func (a attributeShape) schema() any {
	if a.isList {
		return listOf(schemaOf(a.kind))
	}
	return schemaOf(a.kind)
}

// schemaOf is that of a value of a Go type, as input tells it.
func schemaOf(t reflect.Type) any {
	switch t.Kind() {
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Int32:
		return schema{"type": "integer"}
	case reflect.Float64:
		return schema{"type": "number"}
	case reflect.Slice:
		return listOf(schemaOf(t.Elem()))
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Struct:
		properties, unknown := schema{}, schema{}
		for _, a := range attributesOf(t) {
			properties[a.name], unknown[a.name] = a.schema(), schema{"$ref": "#/$defs/why"}
		}
		properties["unknown"] = schema{"type": "object", "additionalProperties": false, "properties": unknown}
		return schema{"type": "object", "additionalProperties": false, "properties": properties}
	}
	return true
}
