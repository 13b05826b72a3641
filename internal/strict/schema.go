package strict

import (
	"encoding"
	"reflect"
)

// Describer is a text type that knows its own JSON Schema.
type Describer interface{ JSONSchema() map[string]any }

// Schema returns the JSON Schema of a structure that Decode fills; `doc` tags become descriptions.
func Schema(t reflect.Type) map[string]any {
	if t.Kind() == reflect.Pointer {
		inner := Schema(t.Elem())
		return map[string]any{"anyOf": []any{inner, map[string]any{"type": "null"}}}
	}
	if d, ok := reflect.New(t).Interface().(Describer); ok {
		return d.JSONSchema()
	}
	if _, ok := reflect.New(t).Interface().(encoding.TextUnmarshaler); ok {
		return map[string]any{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Struct:
		return structSchema(t)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": Schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": Schema(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	return map[string]any{"type": "string"}
}

func structSchema(t reflect.Type) map[string]any {
	properties := map[string]any{}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		s := Schema(f.Type)
		if doc := f.Tag.Get("doc"); doc != "" {
			s["description"] = doc
		}
		properties[key] = s
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}
