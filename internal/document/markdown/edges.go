package markdown

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
)

// lineOfEdge is one line of the documented edges.
type lineOfEdge struct {
	environment, text string
	by                *Statement
}

// edges are the connections that count, one a line.
func (r *reader) edges() (all []lineOfEdge) {
	forbidden := slices.DeleteFunc(slices.Clone(r.connections), func(c connection) bool { return !c.forbidden })
	pairs := map[string][]connection{}
	r.settleAnswers()
	for _, c := range r.connections {
		if key := c.environment + "\x00" + c.from + "\x00" + c.to; !c.forbidden {
			pairs[key] = append(pairs[key], c)
		}
	}
	for _, key := range sorted(pairs) {
		isForbidden := func(f connection) bool { return f.forbids(pairs[key][0]) }
		if slices.ContainsFunc(forbidden, isForbidden) {
			continue // each of them says so
		}
		all = append(all, r.pair(pairs[key])...)
	}
	for _, f := range forbidden {
		r.forbid(f, len(all) > 0)
	}
	slices.SortStableFunc(all, func(a, b lineOfEdge) int { return cmp.Compare(a.by.Line, b.by.Line) })
	return all
}

// settleAnswers takes away what only answers: where who asks is drawn too it says nothing new.
func (r *reader) settleAnswers() {
	asks := func(c connection) bool {
		return slices.ContainsFunc(
			r.connections,
			func(o connection) bool { return o.from == c.to && o.to == c.from && !o.forbidden && !o.isAnswer },
		)
	}
	for _, c := range r.connections {
		switch {
		case !c.isAnswer || c.forbidden:
		case asks(c):
			c.by.set(Understood, "the answer to who asks")
		default:
			c.by.set(
				Ambiguous,
				fmt.Sprintf("%s opens no connections; draw the arrow from who does, or write the port on it", c.from),
			)
		}
	}
	r.connections = slices.DeleteFunc(r.connections, func(c connection) bool { return c.isAnswer && !c.forbidden })
}

// pair settles what may go between two ends.
func (r *reader) pair(allowed []connection) []lineOfEdge {
	slices.SortStableFunc(allowed, func(a, b connection) int { return cmp.Compare(b.rank, a.rank) })
	first := allowed[0]
	if target := r.entityNamed(first.to); target != nil && !kind.Find(target.kind).Placed {
		return r.lines(allowed[:1], []string{""})
	}
	ported := slices.DeleteFunc(slices.Clone(allowed), func(c connection) bool { return len(c.ports) == 0 })
	if len(ported) == 0 && r.leavesOpen(first) {
		lines := r.lines(allowed[:1], []string{document.AnyPort})
		if first.portless != "" {
			first.by.set(
				InPart,
				fmt.Sprintf(
					"%s has no port of its own, so any is taken; write it, such as %s:8080",
					first.portless,
					first.portless,
				),
			)
		}
		return lines
	}
	if len(ported) == 0 {
		for _, c := range allowed {
			c.by.set(
				Ambiguous,
				"on which port? Write it on the arrow, such as -->|HTTPS:443|; without one any port could be meant, or the usual one",
			)
		}
		return nil
	}
	return r.lines(ported, r.portsOfPair(ported))
}

// leavesOpen reports whether an arrow without a port may stand for whichever it is: from the internet only to what is
// there for it.
func (r *reader) leavesOpen(c connection) bool {
	target := r.entityNamed(c.to)
	return c.from != document.Internet || target != nil && target.kind == "load_balancer"
}

// portsOfPair are those of the highest rank; what a lower one adds, or two of one rank do not share, is a
// contradiction.
func (r *reader) portsOfPair(ported []connection) []string {
	best := ported[0]
	var law []string
	for _, c := range ported {
		if c.rank == best.rank && c.source == best.source {
			law = union(law, c.ports)
		}
	}
	isLaw := true
	for _, c := range ported {
		if c.rank == best.rank && c.source == best.source || within(c.ports, law) {
			continue
		}
		if c.rank == best.rank && within(law, r.portsOfSource(ported, c)) {
			law = union(law, c.ports)
			continue
		}
		r.conflict(
			best.by,
			c.by,
			fmt.Sprintf(
				"%s -> %s: port %v on line %d, %v on line %d",
				c.from,
				c.to,
				law,
				best.by.Line,
				c.ports,
				c.by.Line,
			),
		)
		isLaw = isLaw && c.rank < best.rank
	}
	if !isLaw {
		return nil
	}
	return law
}

func (r *reader) portsOfSource(all []connection, like connection) (ports []string) {
	for _, c := range all {
		if c.source == like.source && c.rank == like.rank {
			ports = union(ports, c.ports)
		}
	}
	return ports
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

func (r *reader) lines(all []connection, ports []string) (lines []lineOfEdge) {
	for _, port := range ports {
		c := all[0]
		for _, other := range all {
			if slices.Contains(other.ports, port) {
				c = other
				break
			}
		}
		lines = append(lines, lineOfEdge{c.environment, edgeText(c.from, c.to, port), c.by})
	}
	for _, c := range all {
		if c.by.State != Contradiction && len(ports) > 0 {
			c.by.ask("edges")
		}
	}
	return lines
}

// forbids reports whether a prohibition is of the same way, in an environment that both are for.
func (c connection) forbids(allowed connection) bool {
	isSameTime := c.environment == "" || allowed.environment == "" || c.environment == allowed.environment
	return isSameTime && c.from == allowed.from && c.to == allowed.to
}

// forbid holds a prohibition against what is allowed, and asks for it. Where edges are documented, what comes from the
// internet and is no edge fails by itself; elsewhere the rules of one of the ends must be stated.
func (r *reader) forbid(f connection, hasEdges bool) {
	isDrawn := false
	for _, a := range r.connections {
		if !a.forbidden && f.forbids(a) {
			r.conflict(
				f.by,
				a.by,
				fmt.Sprintf(
					"%s -> %s is forbidden on line %d and drawn on line %d",
					f.from,
					f.to,
					f.by.Line,
					a.by.Line,
				),
			)
			isDrawn = true
		}
	}
	switch {
	case isDrawn:
	case hasEdges && (f.from == document.Internet || r.covered.in[f.to] || r.covered.out[f.from]):
		f.by.ask("edges")
	default:
		f.by.set(
			NotUnderstood,
			"nothing holds this prohibition unless the rules of one of its ends are stated, in a diagram of security groups or a table Source | Destination | Port",
		)
	}
}
