package markdown

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

// Reading is what a document says.
type Reading struct {
	File string
	// Statements are everything that it says, in the order of its lines, with what became of each.
	Statements []Statement
	// Environments are those that it names, or DefaultEnvironment alone.
	Environments []string
	// Tree is the documented architecture as a YAML document, each value with its line in the Markdown file.
	Tree   *yaml.Node
	beside document.Beside
	data   []byte
	// lexicon is the words that it was read with.
	lexicon *lexicon
}

// DefaultEnvironment is the environment of a document that names none.
const DefaultEnvironment = "default"

// reading puts together what was found.
func (r *reader) reading(data []byte) (*Reading, error) {
	if len(r.environments) == 0 {
		r.environments = []string{DefaultEnvironment}
	}
	t := newTree(r.environments)
	t.claims(r.settled())
	r.covered = r.covered.without(r.spoiled)
	t.edges(r.edges(), r.environments)
	r.complete(t)
	tree := document.Overlay(t.root, r.rows[""])
	for _, o := range r.overlays {
		tree = document.Overlay(tree, o)
	}
	reading := &Reading{File: r.file, Environments: r.environments, Tree: tree, data: data, lexicon: r.lexicon}
	slices.SortStableFunc(r.statements, func(a, b *Statement) int { return a.Line - b.Line })
	for _, s := range r.statements {
		reading.Statements = append(reading.Statements, *s)
	}
	return reading, nil
}

// Document is what one environment asks for; a document that names no environment asks the same of all.
func (r *Reading) Document(environment string) (*document.Document, error) {
	wanted := environment
	if slices.Equal(r.Environments, []string{DefaultEnvironment}) {
		wanted = DefaultEnvironment // one that tells none apart is the same for all of them
	} else if other := r.lexicon.alias(environment); !slices.Contains(r.Environments, environment) &&
		slices.Contains(r.Environments, other) {
		wanted = other // the document says "Production", whatever it is called elsewhere
	}
	doc, err := document.ReadTree(r.File, r.Tree, r.data, wanted)
	if err != nil {
		return nil, r.placed(err)
	}
	if len(doc.Components) == 0 {
		return nil, noComponent(r.File)
	}
	doc.Beside, doc.Environment = r.beside, cmp.Or(environment, wanted)
	for _, s := range r.Statements {
		if s.State.IsDoubt() {
			doc.Doubts = append(
				doc.Doubts,
				document.Doubt{Line: s.Line, State: string(s.State), Text: s.Text, Detail: s.Detail},
			)
		}
	}
	return doc, nil
}

// Overlay lays a YAML file over what the document says; an empty one changes nothing.
func (r *Reading) Overlay(file string, data []byte) error {
	node, err := strict.Parse(file, data)
	if err != nil || node == nil {
		return err
	}
	r.beside = document.Beside{File: file, After: bytes.Count(r.data, []byte("\n")) + 1}
	shift(node, r.beside.After)
	r.Tree = document.Overlay(r.Tree, node)
	r.data = append(slices.Clone(r.data), data...)
	return nil
}

// placed gives the mistakes that stand in the second file its name and lines.
func (r *Reading) placed(err error) error {
	var all document.Mistakes
	if !errors.As(err, &all) || r.beside.File == "" {
		return err
	}
	moved := make(document.Mistakes, len(all))
	for i, m := range all {
		one := *m
		if one.Line > r.beside.After {
			one.File, one.Line = r.beside.File, one.Line-r.beside.After
		}
		moved[i] = &one
	}
	return moved
}

// Doubts are the statements of a state.
func (r *Reading) Doubts(state State) []Statement {
	return slices.DeleteFunc(slices.Clone(r.Statements), func(s Statement) bool { return s.State != state })
}
