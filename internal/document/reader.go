package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

// reader decodes a document and keeps all its mistakes.
type reader struct {
	file   string
	errors []*strict.Error
	// lines are those of the environment that is being read.
	lines map[string]int
	// broken are the names of components that could not be read: an edge to one is no mistake of its own.
	broken []string
}

func (r *reader) fail(node *yaml.Node, format string, args ...any) {
	r.errors = append(
		r.errors,
		&strict.Error{File: r.file, Line: node.Line, Column: node.Column, Message: fmt.Sprintf(format, args...)},
	)
}

// failAt notes a mistake of something by its path.
func (r *reader) failAt(path, format string, args ...any) {
	line := 0
	for at := path; at != "" && line == 0; at = parent(at) {
		line = r.lines[at]
	}
	r.errors = append(
		r.errors,
		&strict.Error{File: r.file, Line: line, Column: 1, Message: path + ": " + fmt.Sprintf(format, args...)},
	)
}

// err is all mistakes in the order of the file, each once: what stands in the base is read again
// for each environment.
func (r *reader) err() error {
	slices.SortStableFunc(r.errors, func(a, b *strict.Error) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Message, b.Message))
	})
	all := slices.CompactFunc(r.errors, func(a, b *strict.Error) bool { return *a == *b })
	if len(all) == 0 {
		return nil
	}
	return Mistakes(all)
}

// Mistakes are all mistakes of a document, in the order of their lines.
type Mistakes []*strict.Error

func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i, e := range m {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives each mistake to errors.As.
func (m Mistakes) Unwrap() []error {
	all := make([]error, len(m))
	for i, e := range m {
		all[i] = e
	}
	return all
}

// mapping visits the pairs of a mapping; known are its keys, nil for any.
func (r *reader) mapping(node *yaml.Node, what string, known []string, visit func(key string, value *yaml.Node)) {
	if node = resolved(node); node == nil || isNull(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		r.fail(node, "%s is a mapping%s, not %s", what, withSome(known), written(node))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], resolved(node.Content[i+1])
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			r.fail(key, "a key must be a single word; what several share goes under defaults")
		case seen[key.Value]:
			r.fail(key, "key %q stands twice", key.Value)
		case known != nil && !slices.Contains(known, key.Value):
			r.fail(
				key,
				"unknown key %q in %s%s; it knows %s",
				key.Value,
				what,
				near.Question(key.Value, known),
				strings.Join(known, ", "),
			)
		default:
			visit(key.Value, value)
		}
		seen[key.Value] = true
	}
}

func withSome(known []string) string {
	if known == nil {
		return ""
	}
	return " with some of " + strings.Join(known, ", ")
}

// section visits what a mapping under a path asks, keeps its lines, and leaves out what null takes away.
func (r *reader) section(node *yaml.Node, path string, known []string, visit func(key string, value *yaml.Node)) {
	r.mapping(node, cmp.Or(path, "the document"), known, func(key string, value *yaml.Node) {
		if isNull(value) {
			return
		}
		r.lines[join(path, key)] = lineOf(node, key, value)
		visit(key, value)
	})
}

// lineOf is the line of a key, which people look for, not that of a mapping below it.
func lineOf(node *yaml.Node, key string, value *yaml.Node) int {
	if k := keyOf(node, key); k != nil {
		return k.Line
	}
	return value.Line
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func parent(path string) string {
	if i := strings.LastIndex(path, "."); i >= 0 {
		return path[:i]
	}
	return ""
}
