package markdown

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/mermaid"
	"github.com/archcheck/archcheck/internal/strict"
	"go.yaml.in/yaml/v3"
)

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
	d, err := r.diagrams.Parse(b.text)
	if mistake := (*mermaid.Error)(nil); errors.As(err, &mistake) {
		r.mistakes = append(
			r.mistakes,
			&strict.Error{File: r.file, Line: b.line + mistake.Line - 1, Column: mistake.Column,
				Message: "Mermaid does not draw this diagram: " + mistake.Message},
		)
		return
	}
	if d.Type != mermaid.Flowchart {
		r.otherDiagram(b, d.Type)
		return
	}
	g := r.graphOf(d, b)
	switch {
	case r.isLater(nil, b.section):
		r.statement(b.line, b.section, "a diagram").set(Understood, "optional, planned or past: not asked")
	case r.isNotHere(b.section):
		by := r.statement(b.line, b.section, "a diagram")
		if g.isArchitecture() {
			by.set(
				NotUnderstood,
				fmt.Sprintf(
					"under %q it is not asked; move it to where the architecture is described",
					b.section.title(),
				),
			)
		}
	case len(r.environments) > 0 && g.environment == "" && g.isArchitecture() && r.standsUnder("second sites", r.lexicon.SecondSites, section{titles: b.section.titles[min(1, len(b.section.titles)):]}):
		r.statement(
			b.line,
			b.section,
			"a diagram",
		).set(Ambiguous, "of which environment is it? Write its name into the heading")
	case r.isDenied(section{titles: b.section.titles}):
		r.statement(b.line, b.section, "a diagram").set(
			Ambiguous,
			"is it so or not? The heading denies what is drawn; write another one, or take the diagram away",
		)
	case g.isArchitecture():
		r.graphs = append(r.graphs, g)
	default:
		r.otherDiagrams = append(r.otherDiagrams, g)
	}
}

// otherDiagram says of a diagram that is no flowchart that nothing is read of it; some show what runs.
func (r *reader) otherDiagram(b block, name string) {
	by := r.statement(b.line, b.section, name)
	isOfThings := strings.HasPrefix(name, "C4") || strings.HasPrefix(name, "c4") ||
		strings.HasPrefix(name, "architecture") ||
		strings.HasPrefix(name, "block")
	if isOfThings && r.speaksOfArchitecture(r.sayingOf(b.text)) {
		by.set(NotUnderstood, "only flowcharts are read; draw what runs as one")
		return
	}
	by.set(Understood, "a diagram that asks nothing")
}

// steps reads the arrows of a diagram that is no architecture as sentences, such as "CPU > 70 % -> scale out".
func (r *reader) steps(g *graph) {
	asked := false
	for _, e := range g.Edges {
		text := withoutIf(g.fullNameOf(e.From)) + " " + r.patterns.labelText(e.Text) + " " + g.fullNameOf(e.To)
		if !slices.ContainsFunc(r.matches(r.lexicon.words(text)), isThreshold) {
			r.stepLost(g, e.Line, text)
			continue
		}
		by := r.statement(g.line+e.Line-1, g.section, text)
		asked = r.sentence(by, r.sayingOf(text), mention{section: g.section, environment: g.environment}) || asked
	}
	if !asked {
		r.statement(
			g.line,
			g.section,
			"a diagram of steps",
		).set(NotArchitecture, "it shows no service of AWS that runs")
	}
}

// isThreshold reports whether a match says at what load something scales: other words of steps are of what is done, or of
// what happens.
func isThreshold(m match) bool {
	_, name, _ := strings.Cut(m.words.Ask, ".")
	return strings.HasPrefix(name, "out_") || strings.HasPrefix(name, "in_")
}

// withoutIf is the condition of a step without the word for it.
func withoutIf(text string) string {
	if first, rest, ok := strings.Cut(text, " "); ok && strings.EqualFold(first, "if") {
		return rest
	}
	return text
}

// stepLost says of an arrow that says when something scales, in words that nobody knows, that it was not understood.
func (r *reader) stepLost(g *graph, line int, text string) {
	words := r.lexicon.words(text)
	isPercent := slices.ContainsFunc(
		quantities(words),
		func(q quantity) bool { return q.unit == "%" || q.unit == "percent" },
	)
	if phrasesOf("scale*", "scaling").in(words) && isPercent {
		r.statement(g.line+line-1, g.section, text).set(NotUnderstood, howToWrite)
	}
}

func (g *graph) fullNameOf(id string) string {
	if v := g.vertices[id]; v != nil {
		return v.label
	}
	return g.nameOf(id)
}

// overlay reads a fenced block that lies over everything else.
func (r *reader) overlay(b block) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(b.text), &root); err != nil {
		r.mistakes = append(
			r.mistakes,
			&strict.Error{
				File:    r.file,
				Line:    b.line,
				Column:  1,
				Message: "the block is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: "),
			},
		)
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
