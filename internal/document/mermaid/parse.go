package mermaid

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// parser reads statements from tokens.
type parser struct {
	source string
	tokens []token
	at     int

	diagram Diagram
	// index is where a node is among the nodes; placed are the members of groups that have ended.
	index  map[string]int
	placed map[string]bool
	// linkIDs name edges, whose properties are no node's.
	linkIDs map[string]bool
	lines   lineIndex
	depth   int
	// entity is one of Mermaid's own, such as #quot;.
	entity *regexp.Regexp
}

// maxDepth bounds groups inside groups.
const maxDepth = 200

func newParser(source string, tokens []token, entity *regexp.Regexp) *parser {
	return &parser{
		source:  source,
		tokens:  tokens,
		diagram: Diagram{Type: Flowchart},
		index:   map[string]int{},
		placed:  map[string]bool{},
		linkIDs: map[string]bool{},
		lines:   newLineIndex(source),
		entity:  entity,
	}
}

func (p *parser) result() *Diagram { return &p.diagram }

func (p *parser) peek() token { return p.tokens[p.at] }

// next takes a token; the end of the diagram stays.
func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != endOfFile {
		p.at++
	}
	return t
}

func (p *parser) is(kinds ...tokenKind) bool { return slices.Contains(kinds, p.peek().kind) }

func (p *parser) spaces() (seen bool) {
	for p.is(space) {
		p.at, seen = p.at+1, true
	}
	return seen
}

func (p *parser) fail(t token, wanted string) error {
	line, column := p.lines.place(t.at)
	found := string(t.kind)
	if t.text != "" && t.kind != space && t.kind != newline {
		found = strconv.Quote(shortened(strings.TrimSpace(t.text)))
	}
	return &Error{line, column, "here stands " + found + " where " + wanted + " should"}
}

// document reads all statements.
func (p *parser) document() error {
	for !p.is(endOfFile) {
		if p.is(end) {
			return p.fail(p.peek(), "a statement (no subgraph is open; a node cannot be called end)")
		}
		if _, err := p.statement(); err != nil {
			return err
		}
	}
	return nil
}

// statement reads one, and gives the nodes that it mentions.
func (p *parser) statement() ([]string, error) {
	switch t := p.peek(); t.kind {
	case newline, space, semicolon:
		p.next()
		return nil, nil
	case statement, direction, note:
		p.next()
		return nil, nil
	case styleOf:
		p.next()
		p.style(t)
		return nil, nil
	case subgraph:
		id, err := p.group()
		return []string{id}, err
	}
	mentioned, err := p.chain()
	if err != nil {
		return nil, err
	}
	return mentioned, p.separator("an arrow or the end of the line")
}

// style makes a node that nothing else has mentioned, as Mermaid does.
func (p *parser) style(t token) {
	if fields := strings.Fields(t.text); len(fields) > 1 {
		id := fields[1]
		if _, known := p.index[id]; !known {
			p.node(id, t)
			p.diagram.Nodes[p.index[id]].Styled = true
		}
	}
}

// separator wants the end of a statement.
func (p *parser) separator(wanted string) error {
	p.spaces()
	if !p.is(newline, semicolon, endOfFile) {
		return p.fail(p.peek(), wanted)
	}
	p.next()
	return nil
}

// chain reads nodes and the arrows between them.
func (p *parser) chain() ([]string, error) {
	from, err := p.nodes()
	if err != nil {
		return nil, err
	}
	all := from
	for p.arrowFollows() {
		edge, err := p.arrow()
		if err != nil {
			return nil, err
		}
		p.spaces()
		to, err := p.nodes()
		if err != nil {
			return nil, err
		}
		if len(p.diagram.Edges)+len(from)*len(to) > maxEdges {
			return nil, &Error{
				edge.Line,
				edge.Column,
				"the diagram has more than " + strconv.Itoa(maxEdges) + " edges; split it",
			}
		}
		p.connect(from, to, edge)
		// Mermaid mentions the nodes of a chain from the last to the first.
		from, all = to, append(slices.Clone(to), all...)
	}
	return all, nil
}

func (p *parser) arrowFollows() bool {
	at := p.at
	p.spaces()
	if p.is(link, linkStart, linkID) {
		return true
	}
	p.at = at
	return false
}

// connect joins each node on the left with each on the right.
func (p *parser) connect(from, to []string, e Edge) {
	for _, e.From = range from {
		for _, e.To = range to {
			p.diagram.Edges = append(p.diagram.Edges, e)
		}
	}
}

// nodes reads "A & B & C".
func (p *parser) nodes() ([]string, error) {
	var all []string
	for {
		id, err := p.vertex()
		if err != nil {
			return nil, err
		}
		all = append(all, id)
		at := p.at
		if seen := p.spaces(); !seen || !p.is(ampersand) {
			p.at = at
			return all, nil
		}
		p.next()
		if !p.spaces() {
			return nil, p.fail(p.peek(), "a space behind &")
		}
	}
}
