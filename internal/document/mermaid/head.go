package mermaid

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Reader reads blocks. It holds the patterns that each of them is read with.
type Reader struct {
	// taken are what Mermaid takes out before it parses; entity is one of its own, such as #quot;.
	taken  []*regexp.Regexp
	entity *regexp.Regexp
}

// NewReader makes a reader.
func NewReader() *Reader {
	return &Reader{
		taken: []*regexp.Regexp{
			regexp.MustCompile(`^\s*---[ \t]*\n(?s:.*?)\n[ \t]*---[ \t]*(?:\n|$)`),
			regexp.MustCompile(`(?s)%%\{.*?\}%%`),
			regexp.MustCompile(`(?m)^[ \t]*%%(?:[^{\n][^\n]*)?$`),
		},
		entity: regexp.MustCompile(`#\w+;`),
	}
}

// Parse reads one block. What is wrong with it is an *Error.
func (r *Reader) Parse(source string) (*Diagram, error) {
	if len(source) > maxText && utf8.RuneCountInString(source) > maxText {
		return nil, &Error{
			1,
			1,
			fmt.Sprintf("the diagram has more than %d characters, and Mermaid draws none so large; split it", maxText),
		}
	}
	source = r.blank(source)
	at := spaces(source)
	n := strings.IndexAny(source[at:]+"\n", " \t\r\n;:{")
	switch name := source[at : at+n]; {
	case slices.Contains([]string{"graph", Flowchart, "flowchart-elk", "swimlane-beta"}, name):
		return r.flowchart(source, at+n)
	case slices.Contains(otherTypes(), name):
		return &Diagram{Type: name}, nil
	default:
		line, column := place(source, at)
		return nil, &Error{
			line,
			column,
			fmt.Sprintf("a diagram begins with its type, such as `flowchart TB`, not with %q", shortened(name)),
		}
	}
}

// maxText is how many characters Mermaid takes where nobody tells it otherwise; maxEdges bounds what lists of nodes
// multiply to.
const (
	maxText  = 50_000
	maxEdges = 20_000
)

func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return text
}

// otherTypes are the first words of diagrams that are no flowcharts.
func otherTypes() []string {
	return strings.Fields(
		"sequenceDiagram classDiagram classDiagram-v2 stateDiagram stateDiagram-v2 erDiagram gantt journey pie " +
			"quadrantChart requirementDiagram requirement gitGraph mindmap timeline zenuml sankey sankey-beta xychart xychart-beta block block-beta " +
			"packet packet-beta kanban architecture architecture-beta radar-beta treemap treemap-beta info " +
			"C4Context C4Container C4Component C4Dynamic C4Deployment",
	)
}

// blank puts spaces in the place of what Mermaid takes out before it parses, so that lines and columns stay.
func (r *Reader) blank(source string) string {
	source = strings.ReplaceAll(strings.ReplaceAll(source, "\r\n", " \n"), "\r", "\n")
	for _, pattern := range r.taken {
		source = pattern.ReplaceAllStringFunc(source, spaced)
	}
	return source
}

// spaced is as many spaces, with the ends of lines kept.
func spaced(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, text)
}

// flowchart reads what stands behind the first word.
func (r *Reader) flowchart(source string, at int) (*Diagram, error) {
	after, err := way(source, at)
	if err != nil {
		return nil, err
	}
	l := &lexer{source: source, at: after}
	l.run()
	if l.failed != nil {
		// What stands before may be wrong already, and is the better place to look.
		l.tokens = l.tokens[:len(l.tokens)-1]
		l.tokens = append(l.tokens, token{endOfFile, "", l.at})
	}
	p := newParser(source, l.tokens, r.entity)
	err = p.document()
	switch {
	case l.failed != nil && (err == nil || p.peek().kind == endOfFile):
		return nil, l.failed
	case err != nil:
		return nil, err
	}
	return p.result(), nil
}

// way skips the direction of the whole diagram.
func way(source string, at int) (int, error) {
	line, _, _ := strings.Cut(source[at:], "\n")
	line, _, _ = strings.Cut(line, ";")
	word := strings.TrimSpace(line)
	if word == "" && strings.Contains(source[at:], "\n") ||
		slices.Contains([]string{"LR", "RL", "TB", "BT", "TD", "BR", "<", ">", "^", "v"}, word) {
		return at + len(line), nil
	}
	row, column := place(source, at)
	return 0, &Error{
		row,
		column,
		fmt.Sprintf("the first line ends after the direction (TB, BT, LR or RL), not with %q", shortened(word)),
	}
}
