package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

// Version is the version of the document's format.
const Version = "2"

// UnknownEnvironmentError says that the document has no such environment.
type UnknownEnvironmentError struct {
	File, Environment string
	Known             []string
}

func (e *UnknownEnvironmentError) Error() string {
	if e.Environment == "" {
		return fmt.Sprintf(
			"no environment is named; give --env with one of %s (archcheck never guesses it from names)",
			strings.Join(e.Known, ", "),
		)
	}
	return fmt.Sprintf(
		"%s has no environment %q%s; it has %s",
		e.File,
		e.Environment,
		near.Question(e.Environment, e.Known),
		strings.Join(e.Known, ", "),
	)
}

// Read reads one environment of a document. The whole file is checked, also the environments
// that are not asked for; the error is all its mistakes, one a line, each a *strict.Error.
func Read(name string, data []byte, environment string) (*Document, error) {
	root, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	return ReadTree(name, root, data, environment)
}

// ReadTree reads one environment of a document whose YAML has been parsed, or made from a document in another form;
// each node has its line in the file, whose bytes are data.
func ReadTree(name string, root *yaml.Node, data []byte, environment string) (*Document, error) {
	r := &reader{file: name}
	parts := r.top(root)
	var found *Document
	var known []string
	for _, e := range parts.environments {
		known = append(known, e.name)
		doc := r.document(parts.over(e.node))
		if doc.File, doc.Environment = name, e.name; e.name == environment {
			found = doc
		}
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	if found == nil {
		return nil, &UnknownEnvironmentError{name, environment, known}
	}
	sum := sha256.Sum256(data)
	found.Digest = hex.EncodeToString(sum[:])
	return found, nil
}

// parse reads the one YAML document of a file.
func parse(name string, data []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var root, second yaml.Node
	if err := decoder.Decode(&root); errors.Is(err, io.EOF) || err == nil && isNull(root.Content[0]) {
		return nil, &strict.Error{File: name, Message: "the file is empty; `archcheck init` writes one to start from"}
	} else if err != nil {
		return nil, &strict.Error{File: name, Message: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, &strict.Error{
			File:    name,
			Line:    second.Line,
			Column:  second.Column,
			Message: "a second YAML document begins here and would be ignored; put each architecture into a file of its own",
		}
	} else if !errors.Is(err, io.EOF) {
		return nil, &strict.Error{File: name, Message: strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if size(root.Content[0], 0) > maxNodes {
		return nil, &strict.Error{
			File:    name,
			Message: fmt.Sprintf("it has more than %d values, or aliases that refer to each other", maxNodes),
		}
	}
	return root.Content[0], nil
}

// maxNodes bounds a document whose aliases multiply each other.
const maxNodes = 200_000

// size counts nodes with aliases taken for what they stand for, up to the bound.
func size(node *yaml.Node, sum int) int {
	if sum++; sum > maxNodes {
		return sum
	}
	if node.Kind == yaml.AliasNode {
		return size(node.Alias, sum)
	}
	for _, child := range node.Content {
		if sum = size(child, sum); sum > maxNodes {
			break
		}
	}
	return sum
}

// parts are the base of a document and the environments over it, in the order of their names.
type parts struct {
	base         *yaml.Node
	environments []part
}

type part struct {
	name string
	node *yaml.Node
}

func (p parts) over(environment *yaml.Node) *yaml.Node { return merge(p.base, environment) }

// top reads the outermost keys. A document of version 1 is said to be one, and no more of it.
func (r *reader) top(root *yaml.Node) parts {
	var p parts
	version := child(root, "version")
	if version == nil || version.Value != Version {
		r.fail(root, "%s", versionMistake(version))
		return p
	}
	seen := false
	r.mapping(root, "the document", []string{"version", "base", "environments"}, func(key string, value *yaml.Node) {
		switch key {
		case "base":
			p.base = value
		case "environments":
			seen = true
			r.mapping(value, "environments", nil, func(name string, value *yaml.Node) {
				p.environments = append(p.environments, part{name, value})
			})
		}
	})
	if len(p.environments) == 0 && (!seen || len(r.errors) == 0) {
		r.fail(root, "environments is missing: name at least one, such as `environments: {prod: {}}`")
	}
	slices.SortFunc(p.environments, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return p
}

func versionMistake(version *yaml.Node) string {
	const cure = "run `archcheck init` for an architecture of version " + Version + " and carry over what yours asks"
	switch {
	case version == nil:
		return "version is missing; write `version: " + Version + "`"
	case version.Value == "1":
		return "version 1 knows one architecture only and is read no more; " + cure
	}
	return "version must be " + Version + "; " + cure
}

// document decodes what an environment comes to.
func (r *reader) document(node *yaml.Node) *Document {
	r.lines, r.broken = map[string]int{}, nil
	doc := &Document{lines: r.lines, Alarms: Requirements{}, VPC: VPC{Asked: Requirements{}}}
	if node == nil || isNull(node) {
		return doc
	}
	sections := sectionsOf(node)
	r.section(node, "", sectionNames(), func(key string, value *yaml.Node) {})
	r.vpc(sections["vpc"], doc)
	r.tiers(sections["tiers"], doc)
	r.externals(sections["externals"], doc)
	r.components(sections["components"], r.defaults(sections["defaults"]), doc)
	r.componentsComplete(sections["components_complete"], doc)
	r.edges(sections["edges"], sections["edges_complete"], doc)
	r.asked(sections["alarms"], "alarms", doc.Alarms)
	r.cost(sections["cost"], doc)
	r.check(doc)
	return doc
}

func sectionNames() []string {
	return []string{
		"vpc",
		"tiers",
		"externals",
		"defaults",
		"components",
		"components_complete",
		"edges",
		"edges_complete",
		"alarms",
		"cost",
	}
}

func sectionsOf(node *yaml.Node) map[string]*yaml.Node {
	all := map[string]*yaml.Node{}
	for _, name := range sectionNames() {
		if value := child(node, name); value != nil && !isNull(value) {
			all[name] = value
		}
	}
	return all
}
