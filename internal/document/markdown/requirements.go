package markdown

import (
	"fmt"
	"slices"
	"strconv"
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
	// environments are those that it is asked of; of an empty name it is all of them.
	environments []string
	// problem says why nothing is asked.
	problem string
}

// requirementsOf is what a table asks requirements of; nil where it is no table of requirements, or stands under a heading
// that is no name.
func (r *reader) requirementsOf(b block) *askedOf {
	at, is := requirementColumns(b.rows[0])
	if !is {
		return nil
	}
	title := b.section.title()
	of := &askedOf{requirementsAt: at, environments: []string{r.environmentOf(b.section)}}
	switch e := r.entityNamed(title); {
	case e != nil:
		of.path, of.owner = []string{"components", title}, e.kind
		r.within(of, e)
	case r.called.externals[title]:
		of.path, of.owner = []string{"externals", title}, "external"
	case r.called.tiers[title], r.called.rows[title], r.isDrawnTier(title):
		of.path, of.owner = []string{"tiers", title}, "tier"
	case document.IsSectionTitle(title):
		of.path, of.owner = []string{strings.ToLower(title)}, strings.ToLower(title)
	case r.called.components[title]:
		of.problem = r.nothingCalled(title)
	default:
		return nil
	}
	return of
}

// within asks a component in the environments that it is drawn for.
func (r *reader) within(of *askedOf, e *entity) {
	scope := r.scope(e)
	switch environment := of.environments[0]; {
	case scope[0] == "" || slices.Contains(scope, environment):
	case environment == "":
		of.environments = scope
	default:
		of.problem = fmt.Sprintf("%s is not drawn for %s", e.name, environment)
	}
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
func (r *reader) askRow(by *Statement, line row, of *askedOf) {
	if of.problem != "" {
		by.set(NotUnderstood, of.problem)
		return
	}
	for _, environment := range of.environments {
		r.askRowIn(environment, by, line, of)
	}
}

func (r *reader) askRowIn(environment string, by *Statement, line row, of *askedOf) {
	name, value := sourceOf(line, of.name), sourceOf(line, of.value)
	path := strings.Join(append(slices.Clone(of.path), of.key(line)), ".")
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
	switch err := yaml.Unmarshal([]byte(value.text), &root); {
	case err != nil:
		fail(value, "%s: %q is no value: %s", path, value.text, strings.TrimPrefix(err.Error(), "yaml: "))
		return
	case len(root.Content) != 1:
		fail(value, "%s has no value", path)
		return
	}
	r.layRow(of, line, root.Content[0], append(over(environment), of.path...))
	if r.isClaimed(of, line) {
		r.claims = append(r.claims, claim{
			environment: environment, path: path, value: r.claimed(of, line, root.Content[0]), rank: ruleTable, by: by,
		})
	}
}

// claimed is the value of a row as sentences and diagrams claim it, so that the same in other words is no contradiction.
func (r *reader) claimed(of *askedOf, line row, value *yaml.Node) string {
	switch value.Kind {
	case yaml.ScalarNode:
		return r.formed(of.owner, of.key(line), value.Value)
	case yaml.SequenceNode:
		var all []string
		for _, item := range value.Content {
			word := item.Value
			if strings.ContainsFunc(word, func(c rune) bool { return !isWord(c) && c != '-' && c != '.' && c != '_' }) {
				word = strconv.Quote(word)
			}
			all = append(all, word)
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return sourceOf(line, of.value).text
}

// isClaimed reports whether a sentence or a diagram can ask what a row does, so that they may not agree.
func (r *reader) isClaimed(of *askedOf, line row) bool {
	key := of.key(line)
	return r.lexicon.table.has(of.owner, key) ||
		of.path[0] == "components" && slices.Contains([]string{"kind", "count", "tier"}, key)
}

// layRow lays what a row asks over what sentences and diagrams do: who reads it knows its line and column.
func (r *reader) layRow(of *askedOf, line row, value *yaml.Node, path []string) {
	move(value, line.line-1, sourceOf(line, of.value).column-1)
	name := scalar(of.key(line), "!!str", line.line)
	name.Column = sourceOf(line, of.name).column
	if r.rows[""] == nil {
		r.rows[""] = mapping(line.line)
	}
	at, whole := r.rows[""], ""
	for _, key := range path {
		whole += "." + key
		if r.rows[whole] == nil {
			r.rows[whole] = mapping(line.line)
			at.Content = append(at.Content, scalar(key, "!!str", line.line), r.rows[whole])
		}
		at = r.rows[whole]
	}
	at.Content = append(at.Content, name, value)
}

// move moves a node and all in it down and to the right.
func move(node *yaml.Node, lines, columns int) {
	node.Line, node.Column = node.Line+lines, node.Column+columns
	for _, c := range node.Content {
		move(c, lines, columns)
	}
}
