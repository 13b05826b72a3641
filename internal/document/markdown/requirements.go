package markdown

import (
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

// requirementsAt are the columns of a table whose rows ask requirements by their own names, with values as in YAML.
type requirementsAt struct{ name, value int }

// requirementColumns reports whether a header is Requirement and Value, with or without a Note, in any order.
func requirementColumns(header row) (requirementsAt, bool) {
	at := requirementsAt{-1, -1}
	for i, title := range header.cells {
		switch strings.ToLower(title) {
		case "requirement":
			at.name = i
		case "value":
			at.value = i
		case "note":
		default:
			return at, false
		}
	}
	return at, at.name >= 0 && at.value >= 0
}

// key is the name of the requirement that a row asks; empty where it is in words, which are read as in any table.
func (at requirementsAt) key(line row) string {
	text := sourceOf(line, at.name).text
	isWritten := text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	if !isWritten {
		return ""
	}
	return text
}

// written is a cell as it stands in the source, without marks of code, and the column it begins at.
type written struct {
	text   string
	column int
}

func sourceOf(line row, at int) written {
	if at < 0 || at >= len(line.source) {
		return written{}
	}
	return line.source[at]
}

// askedOf is what a table of requirements asks things of: a component, a tier or a section, by its path.
type askedOf struct {
	requirementsAt
	path []string
	// owner is the kind or section that has the requirements.
	owner string
}

// requirementsOf is what a table asks requirements of; nil where it is no table of requirements, or stands under a heading
// that is no name.
func (r *reader) requirementsOf(b block) *askedOf {
	at, is := requirementColumns(b.rows[0])
	if !is {
		return nil
	}
	title := b.section.title()
	switch e := r.entityNamed(title); {
	case e != nil:
		return &askedOf{at, []string{"components", title}, e.kind}
	case r.called.externals[title]:
		return &askedOf{at, []string{"externals", title}, "external"}
	case r.called.tiers[title], r.called.rows[title], r.isDrawnTier(title):
		return &askedOf{at, []string{"tiers", title}, "tier"}
	case title == "VPC" || title == "Alarms" || title == "Cost":
		return &askedOf{at, []string{strings.ToLower(title)}, strings.ToLower(title)}
	case r.called.components[title]:
		return &askedOf{requirementsAt: at}
	}
	return nil
}

// nothingCalled is why a table under a name asks nothing.
func (r *reader) nothingCalled(name string) string {
	var names []string
	for _, e := range r.entities {
		names = append(names, e.name)
	}
	for _, t := range r.tiers {
		names = append(names, t.name)
	}
	return fmt.Sprintf(
		"no component is drawn that is called %s%s; write its name into the first line of its box, and what it is below",
		name,
		near.Question(name, names),
	)
}

func (r *reader) isDrawnTier(name string) bool {
	for _, t := range r.tiers {
		if t.name == name {
			return true
		}
	}
	return false
}

// askRow asks the requirement of a row, as YAML would.
func (r *reader) askRow(by *Statement, b block, line row, of *askedOf) {
	name, value := sourceOf(line, of.name), sourceOf(line, of.value)
	if of.path == nil {
		by.set(NotUnderstood, r.nothingCalled(b.section.title()))
		return
	}
	key := of.key(line)
	environment := r.environmentOf(b.section)
	path := strings.Join(append(append([]string{}, of.path...), key), ".")
	by.ask(strings.TrimPrefix(environment+": ", ": ") + path)
	fail := func(w written, format string, a ...any) {
		mistake := &strict.Error{File: r.file, Line: line.line, Column: w.column, Message: fmt.Sprintf(format, a...)}
		r.mistakes = append(r.mistakes, mistake)
	}
	if first := r.rowsAsked[environment+": "+path]; first > 0 {
		fail(name, "%s stands twice, on line %d too", path, first)
		return
	}
	r.rowsAsked[environment+": "+path] = line.line
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(value.text), &root); err != nil {
		fail(value, "%s: %q is no value: %s", path, value.text, strings.TrimPrefix(err.Error(), "yaml: "))
		return
	}
	if len(root.Content) != 1 {
		fail(value, "%s has no value", path)
		return
	}
	r.layRow(of, line, key, root.Content[0], environment)
	if r.lexicon.table.has(of.owner, key) ||
		of.path[0] == "components" && (key == "count" || key == "tier" || key == "kind") {
		r.claims = append(r.claims, claim{
			environment: environment, path: path, value: value.text, rank: ruleTable, by: by,
		})
	}
}

// layRow lays what a row asks over what sentences and diagrams do: who reads it knows its line and column.
func (r *reader) layRow(of *askedOf, line row, key string, value *yaml.Node, environment string) {
	move(value, line.line-1, sourceOf(line, of.value).column-1)
	name := scalar(key, "!!str", line.line)
	name.Column = sourceOf(line, of.name).column
	over := append(over(environment), of.path...)
	tree := mapping(line.line)
	tree.Content = []*yaml.Node{name, value}
	for i := len(over) - 1; i >= 0; i-- {
		around := mapping(line.line)
		around.Content = []*yaml.Node{scalar(over[i], "!!str", line.line), tree}
		tree = around
	}
	r.rows = document.Overlay(r.rows, tree)
}

// move moves a node and all in it down and to the right.
func move(node *yaml.Node, lines, columns int) {
	node.Line, node.Column = node.Line+lines, node.Column+columns
	for _, c := range node.Content {
		move(c, lines, columns)
	}
}
