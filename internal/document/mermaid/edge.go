package mermaid

import "strings"

// arrow reads an arrow with its id and text.
func (p *parser) arrow() (Edge, error) {
	first := p.peek()
	e := Edge{Stroke: "normal"}
	e.Line, e.Column = p.lines.place(first.at + spaces(first.text))
	if first.kind == linkID {
		p.next()
		p.linkIDs[strings.TrimSuffix(first.text, "@")] = true
		if first = p.peek(); first.kind != link && first.kind != linkStart {
			return e, p.fail(first, "an arrow")
		}
	}
	if p.next(); first.kind == linkStart {
		return p.splitArrow(e, first)
	}
	e.Type, e.Stroke = ends(first.text, "")
	if p.is("|") {
		p.next()
		label, err := p.text("the text of the arrow")
		if err != nil {
			return e, err
		}
		if !p.is("|") {
			return e, p.fail(p.peek(), "the closing | of the arrow's text (put a text with brackets into quotes)")
		}
		p.next()
		e.Text = p.decoded(label)
	}
	return e, nil
}

// splitArrow reads an arrow that has its text inside.
func (p *parser) splitArrow(e Edge, start token) (Edge, error) {
	var b strings.Builder
	switch {
	case p.is(quoted, markdown):
		b.WriteString(p.next().text)
	default:
		for p.is(edgeText) {
			b.WriteString(p.next().text)
		}
	}
	last := p.next()
	if last.kind != link {
		return e, p.fail(last, "the rest of the arrow")
	}
	e.Text = p.decoded(strings.TrimSpace(b.String()))
	e.Type, e.Stroke = ends(last.text, start.text)
	return e, nil
}

// ends are what Mermaid calls the ends and the stroke of an arrow; start is empty where it is in one piece.
func ends(arrow, start string) (kind, stroke string) {
	arrow, start = strings.TrimSpace(arrow), strings.TrimSpace(start)
	names := map[byte]string{'>': "arrow_point", 'x': "arrow_cross", 'o': "arrow_circle"}
	kind, stroke = names[arrow[len(arrow)-1]], "normal"
	head := start
	if start == "" {
		head = arrow
	}
	tail := map[byte]string{'<': "arrow_point", 'x': "arrow_cross", 'o': "arrow_circle"}[head[0]]
	if kind == "" {
		kind = "arrow_open"
	}
	switch {
	case strings.Contains(arrow, "~"):
		stroke = "invisible"
	case strings.Contains(arrow, "="):
		stroke = "thick"
	case strings.Contains(arrow, "."):
		stroke = "dotted"
	}
	if tail != "" && (tail == kind || start == "" && kind != "arrow_open") {
		if tail != kind {
			return kind, stroke
		}
		return "double_" + kind, stroke
	}
	return kind, stroke
}
