package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// mostOfEnd is how many words one end of a way in a sentence may have, beside which it says more.
const mostOfEnd = 8

// flow reads a sentence that shows a way with arrows, "Internet → ALB → ECS:3000"; it reports whether it is one.
func (r *reader) flow(by *Statement, s *saying, m mention, source int) bool {
	if !r.hasArrow(s.text) || len(r.meant(s, m)) > 0 {
		return false
	}
	parts := r.patterns.arrow.Split(s.text, -1)
	parts[0] = behindTitle(parts[0])
	var ends []end
	var names []string
	for _, part := range parts {
		e := r.endOfPart(part)
		ends = append(ends, e)
		names = union(names, e.names())
	}
	if len(names) < 2 {
		return false
	}
	if r.isUnclear(by, s, m) {
		return true
	}
	environment, _ := r.environmentIn(s.words)
	c := connection{environment: cmp.Or(environment, m.environment), by: by, source: source, rank: prose}
	by.set(Understood, "")
	r.ways(parts, ends, s, c)
	return true
}

// hasArrow reports whether there is an arrow in a text.
func (r *reader) hasArrow(text string) bool {
	return strings.ContainsAny(text, "→⟶➔➜➝⇒>") && r.patterns.arrow.MatchString(text)
}

// ways notes the connections of a flow, through what traffic passes.
func (r *reader) ways(parts []string, ends []end, s *saying, c connection) {
	var from end
	for i, to := range ends {
		ports := r.portsOfEnd(parts[i])
		s.holdPorts(ports)
		switch {
		case passes(to.role):
			continue
		case to.role != "":
			c.by.set(Understood, "no connection between components: "+strings.ReplaceAll(to.role, "_", " "))
		case i > 0 && !to.isEmpty() && from.role == "":
			r.join(from, to, ports, c)
		default:
			r.problem(c.by, to)
		}
		from = to
	}
	if left := r.factsLeft(s); len(left) > 0 {
		c.by.set(NotUnderstood, notHeld(left))
	}
	s.hold(0, len(s.words)-1)
}

// endOfPart is what stands on one side of an arrow.
func (r *reader) endOfPart(part string) end {
	if words := r.lexicon.words(part); len(words) > mostOfEnd || len(words) == 0 {
		return end{
			problem: fmt.Sprintf("what is %q? Write the name of one component between the arrows", oneLine(part)),
		}
	}
	return r.endOfText(part)
}

// portsOfEnd are the ports behind the name of an end: ECS:3000, ECS (3000).
func (r *reader) portsOfEnd(part string) portText {
	if ports := r.portsOfLabel(part); !ports.isEmpty() || ports.protocol != "" {
		return ports
	}
	_, inside, _ := strings.Cut(part, "(")
	return r.portsOf(inside)
}

// holdPorts holds the words that ports were read from.
func (s *saying) holdPorts(p portText) {
	for i, w := range s.words {
		if slices.Contains(p.ports, w) {
			s.hold(i, i)
		}
	}
}

// behindTitle is what a first end is without the title before it: "Request flow: ALB".
func behindTitle(part string) string {
	if _, behind, ok := strings.Cut(part, ": "); ok && strings.TrimSpace(behind) != "" {
		return behind
	}
	return part
}
