package mermaid

import (
	"fmt"
	"slices"
	"strings"
)

// group reads a subgraph to its end, and gives its id.
func (p *parser) group() (string, error) {
	start := p.next()
	if p.depth++; p.depth > maxDepth {
		return "", p.fail(start, fmt.Sprintf("nothing deeper than %d subgraphs", maxDepth))
	}
	id, title, err := p.title()
	if err != nil {
		return "", err
	}
	var members []string
	for !p.is(end) {
		if p.is(endOfFile) {
			return "", p.fail(start, "a subgraph with an `end`")
		}
		mentioned, err := p.statement()
		if err != nil {
			return "", err
		}
		members = append(members, mentioned...)
	}
	p.next()
	p.depth--
	if err := p.separator("the end of the line behind `end`"); err != nil {
		return "", err
	}
	return p.close(id, title, members, start), nil
}

// close adds a group; who has been placed by an earlier one is not its member.
func (p *parser) close(id, title string, members []string, start token) string {
	if id == "" {
		id = fmt.Sprintf("subGraph%d", len(p.diagram.Groups))
	}
	g := Group{ID: id, Title: p.decoded(title)}
	g.Line, g.Column = p.lines.place(start.at)
	for _, m := range members {
		if m != "" && !p.placed[m] && !slices.Contains(g.Members, m) {
			g.Members = append(g.Members, m)
		}
	}
	for _, m := range g.Members {
		p.placed[m] = true
	}
	p.diagram.Groups = append(p.diagram.Groups, g)
	return id
}

// title reads "id [title]", or a title without an id. A title of one word is its own id.
func (p *parser) title() (id, title string, err error) {
	if !p.spaces() || p.is(newline, semicolon) {
		return "", "", p.fail(p.peek(), "the title of the subgraph")
	}
	name, err := p.groupName()
	if err != nil {
		return "", "", err
	}
	if id = strings.TrimSpace(name); p.is("[") {
		p.next()
		if title, err = p.text("the title of the subgraph"); err != nil {
			return "", "", err
		}
		if !p.is("]") {
			return "", "", p.fail(
				p.peek(),
				"the ] behind the title of the subgraph (put a title with brackets into quotes)",
			)
		}
		p.next()
		return id, title, p.separator("the end of the line")
	}
	if strings.ContainsAny(name, " \t\n") {
		return "", id, p.separator("the end of the line (put a title with brackets into quotes)")
	}
	return id, id, p.separator("the end of the line (put a title with brackets into quotes)")
}

func (p *parser) groupName() (string, error) {
	if p.is(quoted, markdown) {
		return p.next().text, nil
	}
	var b strings.Builder
	first := p.peek()
	for p.is(word, number, minus, colon, star, ampersand, space, keyword, defaultKey, down, subgraph, linkStart) {
		b.WriteString(p.next().text)
	}
	if b.Len() == 0 {
		return "", p.fail(first, "the title of the subgraph (put it into quotes)")
	}
	return b.String(), nil
}
