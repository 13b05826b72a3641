// Package markdown reads the documented architecture from a Markdown document: its Mermaid diagrams, tables and
// sentences. What is not certain asks nothing, and is said.
package markdown

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/mermaid"
	"github.com/archcheck/archcheck/internal/strict"
	"github.com/archcheck/archcheck/internal/workers"
	"go.yaml.in/yaml/v3"
)

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
	drawsTiers            bool
	// hasCurrent says that a heading is of what is there now, so that others are of what is to be.
	hasCurrent bool
	// hasDecision says that a heading is of what was decided, so that its context is what was before.
	hasDecision          bool
	connections          []connection
	descriptions         []description
	exclusives           []exclusive
	closings             []closing
	covered, spoiled     coverage
	patterns             patterns
	diagrams             *mermaid.Reader
	evidence             map[string]bool
	environments         []string
	headings, references map[string]bool
	timesOf              map[string]string
	titles               map[string]*requirementWords
	nameWords            map[string]bool
	nameList             []entityName
	nameStarts           phrases
	strangerNames        phrases
	hasStrangers         bool
	overlays             []*yaml.Node
	// called are the names that the document gives; rows are what tables of requirements ask, by path, and rowsAsked the
	// lines that they stand on.
	called    called
	rows      map[string]*yaml.Node
	rowsAsked map[string]int
	mistakes  document.Mistakes
	// ofRow is what is said of the row of a table, by its line, and rowOf the component that it is where no diagram
	// shows any.
	ofRow map[int]*Statement
	rowOf map[int]*entity
	// before are the words of the sentence before.
	before []string

	common, commonStems []string
}

// Read reads a document, with further words where there are any; what Mermaid would not draw and a document that shows
// no component are errors.
func Read(file string, data []byte, further ...Words) (*Reading, error) {
	l, err := NewLexicon(further...)
	if err != nil {
		return nil, err
	}
	return l.Read(file, data)
}

// Lexicon is the words that documents are read with, for several of them, one after the other.
type Lexicon struct{ words *lexicon }

// NewLexicon is the built-in lexicon, with further words where there are any.
func NewLexicon(further ...Words) (*Lexicon, error) {
	words, err := newLexicon(further...)
	if err != nil {
		return nil, err
	}
	return &Lexicon{words}, nil
}

// Read reads a document as the function Read does.
func (l *Lexicon) Read(file string, data []byte) (*Reading, error) {
	if err := withinBounds(file, data); err != nil {
		return nil, err
	}
	return readWithin(
		workers.Bounds{Time: mostTime, Memory: mostMemory},
		file,
		func() (*Reading, error) { return newReader(file, l.words).read(data) },
	)
}

func newReader(file string, words *lexicon) *reader {
	return &reader{
		file:       file,
		lexicon:    words,
		covered:    newCoverage(),
		spoiled:    newCoverage(),
		evidence:   map[string]bool{},
		patterns:   newPatterns(),
		diagrams:   mermaid.NewReader(),
		headings:   map[string]bool{},
		references: map[string]bool{},
		timesOf:    map[string]string{},
		titles:     map[string]*requirementWords{},
		nameWords:  map[string]bool{},
		ofRow:      map[int]*Statement{},
		called:     newCalled(),
		rows:       map[string]*yaml.Node{},
		rowsAsked:  map[string]int{},
		rowOf:      map[int]*entity{},
	}
}

func (r *reader) read(data []byte) (*Reading, error) {
	blocks := blocksOf(data)
	r.learnEnvironments(blocks)
	r.blocks = r.withPairs(blocks)
	r.learnCommon()
	r.findCalled()
	r.learn()
	r.fences()
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	r.findEntities()
	if len(r.entities) == 0 {
		r.tabled()
	}
	if len(r.entities) == 0 && len(r.overlays) == 0 {
		return nil, noComponent(r.file)
	}
	r.findTiers()
	r.drawsTiers = len(r.tiers) > 0
	r.texts()
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	r.claimTiers()
	r.claimEntities()
	r.findEdges()
	r.settleExclusives()
	r.settleClosings()
	r.settleDescriptions()
	r.account()
	return r.reading(data)
}

// noComponent is why a document cannot be judged against: whatever runs would pass it.
func noComponent(file string) error {
	return &strict.Error{
		File: file,
		Message: "no component was found in it: no Mermaid flowchart shows a service of AWS; draw one with labels " +
			"such as Application Load Balancer, ECS Fargate or RDS PostgreSQL, list them in a table Component | Type, " +
			"or add a fenced block ```yaml archcheck",
	}
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
		if name := r.environmentTitle(b.text); b.kind == heading && name != "" {
			r.addEnvironment(name)
		} else if b.kind == heading && !r.called.isTitle(b.text) {
			r.addEnvironment(r.lexicon.environment(b.text))
			r.hasDecision = r.hasDecision || r.isTitleOf("decision", r.lexicon.DecisionTitles, b.text)
			r.hasCurrent = r.hasCurrent || r.isTitleOf("current", r.lexicon.CurrentTitles, b.text)
		}
		for _, lead := range b.section.leads {
			size := len(strings.Fields(lead))
			if size == 1 || size == 2 && strings.HasSuffix(lead, ":") { // "Production", "In production:"
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
		if r.called.isTitle(above) {
			continue
		}
		name, ok := r.timesOf[above]
		if !ok {
			name = cmp.Or(r.environmentTitle(above), r.lexicon.environment(above))
			r.timesOf[above] = name
		}
		if slices.Contains(r.environments, name) {
			return name
		}
	}
	return ""
}

// environmentIn is the one environment that words name; several reports that there are more.
func (r *reader) environmentIn(words []string) (name string, several bool) {
	if r.lexicon.isBefore(words) {
		return "", true
	}
	for _, one := range r.environments {
		if !r.lexicon.Environments[one].in(words) {
			continue
		}
		if name != "" {
			return "", true
		}
		name = one
	}
	if own, several := r.lexicon.ownIn(words); own != name && own != "" || several {
		return "", true // it may be a word like others
	}
	return name, false
}

// texts reads tables, lists and sentences.
func (r *reader) texts() {
	for i, b := range r.blocks {
		if b.kind != paragraph {
			r.before = nil
		}
		switch b.kind {
		case heading:
			by := r.statement(b.line, b.section, b.text)
			if r.called.isTitle(b.text) {
				continue
			}
			r.headed(by, b)
			r.money(
				by,
				r.sayingOf(b.text),
				mention{section: section{titles: b.section.titles[:max(0, len(b.section.titles)-1)]}},
			)
		case html:
			if r.speaksOfArchitecture(r.sayingOf(b.text)) {
				r.statement(b.line, b.section, b.text).set(NotUnderstood, "HTML is not read; write it as Markdown")
			}
		case picture:
			if r.speaksOfArchitecture(r.sayingOf(b.text)) {
				r.statement(b.line, b.section, b.text).set(NotUnderstood, "a picture is not read; draw it in Mermaid")
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
