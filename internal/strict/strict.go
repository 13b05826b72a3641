// Package strict reads YAML that people write: unknown keys, wrong types and duplicate
// keys are errors with file, line and column, and every value's line is kept, so that a
// verdict can point at the line of the document it enforces.
package strict

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/near"
	"go.yaml.in/yaml/v3"
)

// Lines maps the path of a value, such as "database.multi_az", to its line.
type Lines map[string]int

// Error is a mistake in a file, with its place.
type Error struct {
	File         string
	Line, Column int
	Message      string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Parse reads one YAML document. An empty file is a nil node.
func Parse(file string, data []byte) (*yaml.Node, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, &Error{File: file, Message: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if root.Kind == 0 {
		return nil, nil
	}
	return root.Content[0], nil
}

// Decoder decodes nodes of one file.
type Decoder struct {
	File  string
	Lines Lines
	depth int
}

const maxDepth = 100

// Decode fills target, a pointer to a structure with yaml tags, from a node. Values that
// the node does not mention stay as they are, so that an environment can be laid over a base.
func (d *Decoder) Decode(node *yaml.Node, path string, target any) error {
	if d.Lines == nil {
		d.Lines = Lines{}
	}
	return d.value(node, path, reflect.ValueOf(target).Elem())
}

func (d *Decoder) fail(node *yaml.Node, format string, args ...any) error {
	return &Error{d.File, node.Line, node.Column, fmt.Sprintf(format, args...)}
}

func (d *Decoder) value(node *yaml.Node, path string, target reflect.Value) error {
	if d.depth++; d.depth > maxDepth {
		return d.fail(node, "nested too deep")
	}
	defer func() { d.depth-- }()
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	d.Lines[path] = node.Line
	if target.Kind() == reflect.Pointer {
		return d.pointer(node, path, target)
	}
	if u, ok := target.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return d.text(node, u)
	}
	switch target.Kind() {
	case reflect.Struct:
		return d.structure(node, path, target)
	case reflect.Slice:
		return d.slice(node, path, target)
	case reflect.Map:
		return d.mapping(node, path, target)
	}
	return d.scalar(node, target)
}

// pointer allocates, or clears on null: null takes a requirement back.
func (d *Decoder) pointer(node *yaml.Node, path string, target reflect.Value) error {
	if node.Tag == "!!null" {
		target.SetZero()
		return nil
	}
	fresh := reflect.New(target.Type().Elem())
	if !target.IsNil() {
		fresh.Elem().Set(target.Elem())
	}
	if err := d.value(node, path, fresh.Elem()); err != nil {
		return err
	}
	target.Set(fresh)
	return nil
}

func (d *Decoder) text(node *yaml.Node, target encoding.TextUnmarshaler) error {
	if node.Kind != yaml.ScalarNode || node.Tag == "!!null" {
		return d.fail(node, "expected a single value")
	}
	if err := target.UnmarshalText([]byte(node.Value)); err != nil {
		return d.fail(node, "%v", err)
	}
	return nil
}

func (d *Decoder) structure(node *yaml.Node, path string, target reflect.Value) error {
	if node.Tag == "!!null" {
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return d.fail(node, "expected a mapping with some of: %s", strings.Join(Keys(target.Type()), ", "))
	}
	return d.members(node, func(key, value *yaml.Node) error {
		f, ok := fieldByKey(target.Type(), key.Value)
		if !ok {
			return d.fail(
				key,
				"unknown key %q%s%s; it knows %s",
				key.Value,
				under(path),
				near.Question(key.Value, Keys(target.Type())),
				strings.Join(Keys(target.Type()), ", "),
			)
		}
		return d.value(value, join(path, key.Value), target.FieldByIndex(f.Index))
	})
}

func under(path string) string {
	if path == "" {
		return ""
	}
	return " under " + path
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// members visits the pairs of a mapping and refuses a key that stands twice.
func (d *Decoder) members(node *yaml.Node, visit func(key, value *yaml.Node) error) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if key.Kind != yaml.ScalarNode {
			return d.fail(key, "a key must be a single word")
		}
		if seen[key.Value] {
			return d.fail(key, "key %q stands twice", key.Value)
		}
		seen[key.Value] = true
		if err := visit(key, node.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Decoder) slice(node *yaml.Node, path string, target reflect.Value) error {
	if node.Kind != yaml.SequenceNode {
		return d.fail(node, "expected a list")
	}
	fresh := reflect.MakeSlice(target.Type(), len(node.Content), len(node.Content))
	for i, item := range node.Content {
		if err := d.value(item, path+"["+strconv.Itoa(i)+"]", fresh.Index(i)); err != nil {
			return err
		}
	}
	target.Set(fresh)
	return nil
}

func (d *Decoder) mapping(node *yaml.Node, path string, target reflect.Value) error {
	if node.Kind != yaml.MappingNode {
		return d.fail(node, "expected a mapping")
	}
	fresh := reflect.MakeMap(target.Type())
	err := d.members(node, func(key, value *yaml.Node) error {
		item := reflect.New(target.Type().Elem()).Elem()
		if err := d.value(value, join(path, key.Value), item); err != nil {
			return err
		}
		fresh.SetMapIndex(reflect.ValueOf(key.Value), item)
		return nil
	})
	target.Set(fresh)
	return err
}

func (d *Decoder) scalar(node *yaml.Node, target reflect.Value) error {
	if node.Kind != yaml.ScalarNode {
		return d.fail(node, "expected %s", kindName(target.Kind()))
	}
	switch target.Kind() {
	case reflect.String:
		if node.Tag == "!!null" {
			return d.fail(node, "expected %s", kindName(target.Kind()))
		}
		target.SetString(node.Value)
		return nil
	case reflect.Bool:
		if b, err := strconv.ParseBool(node.Value); err == nil && node.Tag == "!!bool" {
			target.SetBool(b)
			return nil
		}
	case reflect.Int:
		if n, ok := figure.Whole(node.Value); ok && node.Tag == "!!int" {
			target.SetInt(int64(n))
			return nil
		}
	case reflect.Float64:
		if f, ok := figure.Read(node.Value); ok && (node.Tag == "!!int" || node.Tag == "!!float") {
			target.SetFloat(f)
			return nil
		}
	}
	return d.fail(node, "expected %s, found %q", kindName(target.Kind()), node.Value)
}

func kindName(k reflect.Kind) string {
	switch k {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "a text"
}

func fieldByKey(t reflect.Type, key string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("yaml") == key {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// Keys are those of a structure with yaml tags, sorted.
func Keys(t reflect.Type) []string {
	var all []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" && key != "-" {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return all
}
