package markdown

import (
	"fmt"
	"slices"
	"strings"
)

func (g *graph) isRule(id string) bool {
	v := g.vertices[id]
	return v != nil && v.rule != ""
}

// rulesOfLabel reads the rules that stand in the label of a security group, such as "Ingress: ALB SG:3000".
func (r *reader) rulesOfLabel(g *graph, v *vertex, source int) {
	for i, line := range strings.Split(v.label, "\n") {
		direction := r.directionOf(line)
		if i == 0 {
			continue
		}
		own, problem := r.wearers(v)
		if direction == "" {
			if !r.portsOfLabel(line).isEmpty() {
				r.spoil(end{entities: own}, end{entities: own}, "")
				r.statement(
					v.line,
					g.section,
					firstLine(v.label)+": "+line,
				).set(Ambiguous, "in or out, and from or to whom? Write Inbound: 443 from Internet")
			}
			continue
		}
		r.groupRule(
			g,
			end{entities: own, problem: problem},
			direction,
			line,
			r.statement(v.line, g.section, firstLine(v.label)+": "+line),
			source,
		)
	}
}

// directionOf is that of a line of a security group's label: of its first word, or of "from" and "to" beside a port.
func (r *reader) directionOf(line string) string {
	words := r.lexicon.words(line)
	if direction := r.ruleOf(words); direction != "" || r.portsOf(line).isEmpty() {
		return direction
	}
	isFrom, isTo := slices.Contains(words, "from"), slices.Contains(words, "to")
	switch {
	case isFrom && !isTo:
		return "in"
	case isTo && !isFrom:
		return "out"
	}
	return ""
}

// ruleNode reads a node that is a rule of the security group that it is tied to, or inside of.
func (r *reader) ruleNode(g *graph, v *vertex, source int) {
	own := r.ownerOfRule(g, v)
	r.groupRule(g, own, v.rule, v.label, r.statement(v.line, g.section, v.label), source)
}

func (r *reader) ownerOfRule(g *graph, v *vertex) end {
	for _, e := range g.Edges {
		other := e.From
		if other == v.id {
			other = e.To
		}
		if group := g.vertices[other]; (e.From == v.id || e.To == v.id) && group != nil && group.isGroup {
			own, problem := r.wearers(group)
			return end{entities: own, problem: problem}
		}
	}
	for _, around := range g.around(v.id) {
		if found := r.refer(r.withoutGroupWords(r.lexicon.words(r.patterns.labelText(around.Title)))); around.isRules &&
			len(found) == 1 {
			return end{entities: found}
		}
	}
	return end{
		problem: fmt.Sprintf(
			"of which security group is the rule %q? Draw an arrow from the group to it",
			oneLine(v.label),
		),
	}
}

// groupRule notes what one rule of a diagram permits.
func (r *reader) groupRule(g *graph, own end, direction, text string, by *Statement, source int) {
	r.permit(own, direction, text, connection{environment: g.environment, by: by, source: source, rank: groupDiagram})
}

// closing is a rule that says that nothing comes in, or goes out.
type closing struct {
	own end
	connection
}

// settleClosings says of what is drawn that it contradicts a rule that lets nothing through.
func (r *reader) settleClosings() {
	for _, x := range r.closings {
		for _, c := range r.connections {
			name := c.to
			if x.direction == "out" {
				name = c.from
			}
			isOther := x.environment != "" && c.environment != "" && x.environment != c.environment
			if !slices.Contains(x.own.names(), name) || c.forbidden || c.isAnswer || isOther {
				continue
			}
			r.conflict(x.by, c.by, fmt.Sprintf("%s -> %s is on line %d, and line %d lets nothing %s",
				c.from, c.to, c.by.Line, x.by.Line, x.direction))
		}
	}
}

// permit notes what one rule permits.
func (r *reader) permit(own end, direction, text string, c connection) {
	words := r.lexicon.words(text)
	if r.isNothing(words) {
		c.by.set(Understood, "")
		r.covered.direction(own, direction)
		c.direction = direction
		r.closings = append(r.closings, closing{own, c})
		return
	}
	other, ports := r.peerOf(text), r.portsOf(text)
	if c.direction = direction; direction == "out" && r.isEverything(words) {
		other, ports = end{outside: true}, portText{ports: []string{"all/all"}}
	}
	if r.lexicon.Negations.in(words) {
		other = end{problem: fmt.Sprintf("what does %q permit? Write what is, not what is not", oneLine(text))}
	}
	r.covered.direction(own, direction)
	if direction == "in" {
		r.join(other, own, ports, c)
	} else {
		r.join(own, other, ports, c)
	}
}

// isEverything reports whether a rule says that all may go out: "Outbound: All".
func (r *reader) isEverything(words []string) bool {
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return w == ":" || r.ruleOf([]string{w}) != "" ||
			slices.Contains([]string{"traffic", "allowed", "ports", "protocols"}, w)
	})
	return len(rest) == 1 && slices.Contains([]string{"all", "any", "everything", "unrestricted"}, rest[0])
}

// isNothing reports whether a rule says that nothing is permitted: "Inbound: none", "no inbound traffic".
func (r *reader) isNothing(words []string) bool {
	if len(words) > 1 && r.lexicon.Nothing.in(words[:1]) && r.ruleOf(words[1:]) != "" {
		return !slices.ContainsFunc(words[2:], func(w string) bool {
			return !slices.Contains([]string{"rule", "rules", "traffic", "access", "connections"}, w)
		})
	}
	if len(words) > 0 && r.ruleOf(words) != "" {
		words = words[1:]
	}
	if len(words) > 0 && words[0] == ":" {
		words = words[1:]
	}
	return len(words) == 1 && r.lexicon.Nothing.in(words)
}

// ruleSentence reads a rule under a heading that names a security group, such as "Inbound: HTTPS (443) from the
// internet".
func (r *reader) ruleSentence(by *Statement, s *saying, b block, source int) bool {
	direction := r.ruleOf(s.words)
	at := slices.IndexFunc(
		b.section.nearest(),
		func(t string) bool { return r.lexicon.GroupWords.in(r.lexicon.words(t)) },
	)
	if direction == "" || at < 0 {
		return false
	}
	if r.isLater(s.words, b.section) {
		by.set(Understood, "optional, planned or past: not asked")
		return true
	}
	own := r.groupNamed(b.section.nearest()[at])
	r.permit(
		own,
		direction,
		s.text,
		connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable},
	)
	return true
}

// groupNamed is the component whose security group a heading or a cell names.
func (r *reader) groupNamed(text string) end {
	if found := r.refer(r.withoutGroupWords(r.lexicon.words(text))); len(found) == 1 {
		return end{entities: found}
	}
	return end{
		problem: fmt.Sprintf(
			"whose security group is %q? Write the name of one component that is drawn",
			oneLine(text),
		),
	}
}

// ruleCells reads a row with the rules of a security group, in columns for what comes in and goes out.
func (r *reader) ruleCells(by *Statement, b block, row row, columns []column, source int) {
	by.set(Understood, "")
	for i, c := range columns {
		if c.rule == "" {
			continue
		}
		for line := range strings.FieldsFuncSeq(cell(row, i), func(r rune) bool { return r == '\n' || r == ';' }) {
			if len(r.lexicon.words(line)) > 0 {
				r.permit(
					r.groupNamed(cell(row, 0)),
					c.rule,
					line,
					connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable},
				)
			}
		}
	}
}

// peerOf is whom a rule is for: what stands behind its first word.
func (r *reader) peerOf(text string) end {
	words := r.lexicon.words(text)
	rest := slices.DeleteFunc(words, func(w string) bool {
		return r.ruleOf([]string{w}) != "" || isNumber(w) ||
			slices.Contains(
				[]string{":", "from", "to", "allow", "allows", "allowed", "port", "ports", "only", "tcp"},
				w,
			)
	})
	if len(rest) == 0 && len(r.patterns.prefixesIn(text)) == 0 {
		return end{
			problem: fmt.Sprintf(
				"whom is %q for? Write who is at the other end, such as Inbound: 443 from Internet",
				oneLine(text),
			),
		}
	}
	if slices.Contains(rest, "vpc") && len(r.refer(rest)) == 0 {
		return end{tier: "vpc"}
	}
	for _, p := range r.patterns.prefixesIn(text) {
		if p.Bits() == 0 {
			return end{outside: true}
		}
	}
	return r.endOfText(strings.Join(rest, " "))
}
