// Package markdown reads the documented architecture from a Markdown document: its Mermaid diagrams, tables and sentences.
// What is not certain asks nothing, and is said.
package markdown

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/mermaid"
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
}

// DefaultEnvironment is the environment of a document that names none.
const DefaultEnvironment = "default"

// reader reads one document.
type reader struct {
	file    string
	lexicon *lexicon
	blocks  []block

	statements            []*Statement
	claims                []claim
	graphs, otherDiagrams []*graph
	entities              []*entity
	tiers                 []*tierFacts
	connections           []connection
	covered, spoiled      coverage
	patterns              patterns
	evidence              map[string]bool
	environments          []string
	overlays              []*yaml.Node
	mistakes              document.Mistakes

	common, commonStems []string
}

// Read reads a document, with further words where there are any; what Mermaid would not draw and a document that shows no component are errors.
func Read(file string, data []byte, further ...Words) (*Reading, error) {
	words, err := newLexicon(further...)
	if err != nil {
		return nil, err
	}
	r := &reader{file: file, lexicon: words, blocks: blocksOf(data), covered: newCoverage(), spoiled: newCoverage(), evidence: map[string]bool{}, patterns: newPatterns()}
	r.learnCommon()
	r.learn()
	r.fences()
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	r.findEntities()
	if len(r.entities) == 0 && len(r.overlays) == 0 {
		return nil, noComponent(file)
	}
	r.findTiers()
	r.texts()
	r.claimTiers()
	r.claimEntities()
	r.findEdges()
	r.account()
	return r.reading(data)
}

// noComponent is why a document cannot be judged against: whatever runs would pass it.
func noComponent(file string) error {
	return &strict.Error{File: file, Message: "no component was found in it: no Mermaid flowchart shows a service of AWS; draw one with labels " +
		"such as Application Load Balancer, ECS Fargate or RDS PostgreSQL, or add a fenced block ```yaml archcheck"}
}

// learn finds the environments and the services that the document names anywhere.
func (r *reader) learn() {
	for _, b := range r.blocks {
		texts := []string{b.text}
		for i, row := range b.rows {
			texts = append(texts, row.cells...)
			for _, c := range row.cells {
				if i == 0 {
					r.addEnvironment(r.lexicon.environment(c))
				}
			}
		}
		if b.kind == heading {
			r.addEnvironment(r.lexicon.environment(b.text))
		}
		for _, lead := range b.section.leads {
			if strings.HasSuffix(lead, ":") && len(strings.Fields(lead)) <= 2 { // "Production:", "In production:"
				r.addEnvironment(r.lexicon.environment(lead))
			}
		}
		for _, text := range texts {
			words := r.lexicon.words(text)
			for name, k := range r.lexicon.Kinds {
				r.evidence[name] = r.evidence[name] || k.AWS.in(words)
			}
		}
	}
	slices.Sort(r.environments)
}

func (r *reader) addEnvironment(name string) {
	if name != "" && !slices.Contains(r.environments, name) {
		r.environments = append(r.environments, name)
	}
}

// environmentOf is that of the innermost heading that names one.
func (r *reader) environmentOf(s section) string {
	for _, above := range s.above() {
		if name := r.lexicon.environment(above); slices.Contains(r.environments, name) {
			return name
		}
	}
	return ""
}

// environmentIn is the one environment that words name; several reports that there are more.
func (r *reader) environmentIn(words []string) (name string, several bool) {
	for _, one := range r.environments {
		if !r.lexicon.Environments[one].in(words) {
			continue
		}
		if name != "" {
			return "", true
		}
		name = one
	}
	return name, false
}

// fences reads the diagrams and the blocks of YAML.
func (r *reader) fences() {
	for _, b := range r.blocks {
		if b.kind != fence {
			continue
		}
		info := strings.Fields(strings.ToLower(b.info))
		switch {
		case len(info) > 0 && strings.Trim(info[0], "{}:") == "mermaid":
			r.diagram(b)
		case len(info) > 1 && info[0] == "yaml" && info[1] == "archcheck":
			r.overlay(b)
		}
	}
}

func (r *reader) diagram(b block) {
	d, err := mermaid.Parse(b.text)
	if mistake := (*mermaid.Error)(nil); errors.As(err, &mistake) {
		r.mistakes = append(r.mistakes, &strict.Error{File: r.file, Line: b.line + mistake.Line - 1, Column: mistake.Column,
			Message: "Mermaid does not draw this diagram: " + mistake.Message})
		return
	}
	if d.Type != mermaid.Flowchart {
		r.statement(b.line, b.section, d.Type).set(Understood, "a diagram that asks nothing")
		return
	}
	g := r.graphOf(d, b)
	switch {
	case r.isLater(nil, b.section):
		r.statement(b.line, b.section, "a diagram").set(Understood, "optional, planned or past: not asked")
	case r.isDenied(section{titles: b.section.titles}):
		r.statement(b.line, b.section, "a diagram").set(Ambiguous, "is it so or not? The heading denies what is drawn; write another one, or take the diagram away")
	case g.isArchitecture():
		r.graphs = append(r.graphs, g)
	default:
		r.otherDiagrams = append(r.otherDiagrams, g)
	}
}

// steps reads the arrows of a diagram that is no architecture as sentences, such as "CPU > 70 % -> scale out".
func (r *reader) steps(g *graph) {
	asked := false
	for _, e := range g.Edges {
		text := g.fullNameOf(e.From) + " " + labelText(e.Text) + " " + g.fullNameOf(e.To)
		if len(r.matches(r.lexicon.words(text))) == 0 {
			continue
		}
		by := r.statement(g.line+e.Line-1, g.section, text)
		asked = r.sentence(by, r.sayingOf(text), mention{section: g.section, environment: g.environment}) || asked
	}
	if !asked {
		r.statement(g.line, g.section, "a diagram of steps").set(NotArchitecture, "it shows no service of AWS that runs")
	}
}

func (g *graph) fullNameOf(id string) string {
	if v := g.vertices[id]; v != nil {
		return v.label
	}
	return g.nameOf(id)
}

// account says what became of the nodes that are no components.
func (r *reader) account() {
	for _, g := range r.graphs {
		for _, id := range g.order {
			if v := g.vertices[id]; v.by == nil && v.rule == "" {
				r.accountFor(g, v)
			}
		}
	}
}

func (r *reader) accountFor(g *graph, v *vertex) {
	by := r.statement(v.line, g.section, v.label)
	switch {
	case v.ignored:
		by.set(Understood, "optional, planned or past: not asked")
	case v.standby:
		by.set(Understood, "a part of what it stands by for")
	case v.isGroup:
		if own, problem := r.wearers(v); len(own) == 0 && v.role != "outside" {
			by.set(Ambiguous, problem)
		} else {
			by.set(Understood, "")
		}
	case v.role != "":
		by.set(Understood, "no component: "+strings.ReplaceAll(v.role, "_", " "))
	default:
		by.set(r.unknownState(g, v), "what is it? Write its service into the label, such as ECS Fargate or RDS")
	}
}

// unknownState is ambiguous for what stands in a VPC, where every component counts.
func (r *reader) unknownState(g *graph, v *vertex) State {
	for _, around := range g.around(v.id) {
		if around.isVPC || around.tier != "" || around.role == "cluster" {
			return Ambiguous
		}
	}
	return NotUnderstood
}

// texts reads tables, lists and sentences.
func (r *reader) texts() {
	for i, b := range r.blocks {
		switch b.kind {
		case heading:
			by := r.statement(b.line, b.section, b.text)
			r.headed(by, b)
			r.money(by, r.sayingOf(b.text), mention{section: section{titles: b.section.titles[:max(0, len(b.section.titles)-1)]}})
		case html:
			if r.speaksOfArchitecture(r.sayingOf(b.text)) {
				r.statement(b.line, b.section, b.text).set(NotUnderstood, "HTML is not read; write it as Markdown")
			}
		case paragraph:
			r.paragraph(b, len(r.graphs))
		case table:
			r.tableOf(b, len(r.graphs)+i)
		}
	}
	for _, g := range r.otherDiagrams {
		r.steps(g)
	}
}

// overlay reads a fenced block that lies over everything else.
func (r *reader) overlay(b block) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(b.text), &root); err != nil {
		r.mistakes = append(r.mistakes, &strict.Error{File: r.file, Line: b.line, Column: 1, Message: "the block is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")})
		return
	}
	if len(root.Content) == 1 {
		shift(root.Content[0], b.line-1)
		r.overlays = append(r.overlays, root.Content[0])
		r.statement(b.line, b.section, "yaml archcheck").set(Enforced, "it lies over everything else")
	}
}

// shift moves a node and all in it down.
func shift(node *yaml.Node, lines int) {
	node.Line += lines
	for _, c := range node.Content {
		shift(c, lines)
	}
}

// reading puts together what was found.
func (r *reader) reading(data []byte) (*Reading, error) {
	if len(r.environments) == 0 {
		r.environments = []string{DefaultEnvironment}
	}
	t := newTree(r.environments)
	t.claims(r.settled())
	t.edges(r.edges(), r.environments)
	r.complete(t)
	tree := t.root
	for _, o := range r.overlays {
		tree = document.Overlay(tree, o)
	}
	reading := &Reading{File: r.file, Environments: r.environments, Tree: tree, data: data}
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
			doc.Doubts = append(doc.Doubts, document.Doubt{Line: s.Line, State: string(s.State), Text: s.Text, Detail: s.Detail})
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
