package mermaid

import (
	"html"
	"strings"

	"go.yaml.in/yaml/v3"
)

// id reads the tokens that a name may consist of.
func (p *parser) id() string {
	var b strings.Builder
	for p.is(word, number, down, minus, defaultKey, comma, colon, ampersand, hash, star) {
		if p.is(hash) {
			break
		}
		b.WriteString(p.next().text)
	}
	return b.String()
}

// vertex reads a node with its label, class and properties.
func (p *parser) vertex() (string, error) {
	first := p.peek()
	id := p.id()
	if id == "" {
		return "", p.fail(first, "a node")
	}
	node := p.node(id, first)
	if shape, ok := shapes()[p.peek().kind]; ok {
		label, name, err := p.label(shape)
		if err != nil {
			return "", err
		}
		p.diagram.Nodes[node].Text, p.diagram.Nodes[node].Shape = p.decoded(label), name
	}
	if p.is(classMark) {
		p.next()
		if p.id() == "" {
			return "", p.fail(p.peek(), "the name of a class")
		}
	}
	if p.is(shapeData) {
		return id, p.properties(id, node)
	}
	return id, nil
}

// node is the place of a node, which is made where it is new.
func (p *parser) node(id string, t token) int {
	if at, ok := p.index[id]; ok {
		p.diagram.Nodes[at].Styled = false
		return at
	}
	line, column := p.lines.place(t.at)
	p.diagram.Nodes = append(p.diagram.Nodes, Node{ID: id, Text: id, Line: line, Column: column})
	p.index[id] = len(p.diagram.Nodes) - 1
	return p.index[id]
}

// shape is how the label of a shape ends, and what Mermaid calls the shape by its end.
type shape struct {
	// second is a bracket that follows the first one.
	second tokenKind
	ends   map[tokenKind]string
}

func shapes() map[tokenKind]shape {
	one := func(close tokenKind, name string) shape { return shape{ends: map[tokenKind]string{close: name}} }
	return map[tokenKind]shape{
		"[":   one("]", "square"),
		"(":   {second: "(", ends: map[tokenKind]string{")": "round"}},
		"{":   {second: "{", ends: map[tokenKind]string{"}": "diamond"}},
		"([":  one("])", "stadium"),
		"[[":  one("]]", "subroutine"),
		"[(":  one(")]", "cylinder"),
		"(((": one(")))", "doublecircle"),
		">":   one("]", "odd"),
		"(-":  one("-)", "ellipse"),
		"[/":  {ends: map[tokenKind]string{"/]": "lean_right", `\]`: "trapezoid"}},
		`[\`:  {ends: map[tokenKind]string{`\]`: "lean_left", "/]": "inv_trapezoid"}},
	}
}

// label reads a label in its brackets.
func (p *parser) label(s shape) (content, name string, err error) {
	open := p.next()
	doubled := s.second != "" && p.is(s.second)
	if doubled {
		p.next()
	}
	content, err = p.text("the text of the label")
	if err != nil {
		return "", "", err
	}
	closing := p.next()
	name, ok := s.ends[closing.kind]
	if ok && doubled {
		closing = p.next()
		name = map[string]string{"round": "circle", "diamond": "hexagon"}[name]
		ok = closing.kind == tokenKind(closing.text) && s.ends[closing.kind] != ""
	}
	if !ok {
		return "", "", p.fail(
			closing,
			"the end of the label that "+open.text+" begins (put a label with brackets into quotes)",
		)
	}
	return content, name, nil
}

// text reads a label: one quoted text, or what stands between the brackets.
func (p *parser) text(wanted string) (string, error) {
	if p.is(quoted, markdown) {
		return strings.TrimSpace(p.next().text), nil
	}
	var b strings.Builder
	first := p.peek()
	for p.is(text) {
		b.WriteString(p.next().text)
	}
	if b.Len() == 0 {
		return "", p.fail(first, wanted)
	}
	return strings.TrimSpace(b.String()), nil
}

// properties reads @{...}, which may hold another shape and label.
func (p *parser) properties(id string, node int) error {
	t := p.next()
	var given struct {
		Shape string `yaml:"shape"`
		Label string `yaml:"label"`
	}
	body := t.text[1:]
	if strings.Contains(body, "\n") {
		body = strings.TrimSuffix(strings.TrimPrefix(body, "{"), "}")
	}
	if err := yaml.Unmarshal([]byte(body), &given); err != nil {
		return p.fail(t, "properties as YAML, such as @{ shape: cyl, label: \"Orders\" },")
	}
	if p.linkIDs[id] {
		return nil
	}
	if given.Shape != "" {
		p.diagram.Nodes[node].Shape = given.Shape
	}
	if given.Label != "" {
		p.diagram.Nodes[node].Text = given.Label
	}
	return nil
}

// decoded replaces Mermaid's entities, such as #quot; and #35; in a label, and the browser's, such as &amp;.
func (p *parser) decoded(text string) string {
	text = strings.NewReplacer("&amp;", "&", "&quot;", `"`, "&apos;", "'", "&nbsp;", " ").Replace(text)
	if !strings.Contains(text, "#") {
		return text
	}
	return p.entity.ReplaceAllStringFunc(text, func(entity string) string {
		if isNumber := digits(entity[1:]) == len(entity)-2; isNumber {
			return html.UnescapeString("&" + entity)
		}
		return html.UnescapeString("&" + entity[1:])
	})
}
