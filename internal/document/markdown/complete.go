package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"go.yaml.in/yaml/v3"
)

// coverage are the components whose rules are stated, by direction: there nothing more may be.
type coverage struct{ in, out map[string]bool }

func newCoverage() coverage { return coverage{map[string]bool{}, map[string]bool{}} }

// without is what is covered and not in another one.
func (c coverage) without(other coverage) coverage {
	left := coverage{maps.Clone(c.in), maps.Clone(c.out)}
	maps.DeleteFunc(left.in, func(name string, _ bool) bool { return other.in[name] })
	maps.DeleteFunc(left.out, func(name string, _ bool) bool { return other.out[name] })
	return left
}

// spoil notes that a rule was not understood, so what is stated for its ends is not all. A rule of one group has a
// direction, and says nothing of the other end.
func (r *reader) spoil(from, to end, direction string) {
	if direction != "in" {
		r.spoiled.direction(from, "out")
	}
	if direction != "out" {
		r.spoiled.direction(to, "in")
	}
}

// cover notes whose rules a connection states: a diagram of security groups and a table state both ends, a rule of one
// group states its own end and direction.
func (r *reader) cover(c connection) {
	if c.rank < groupDiagram || c.direction != "" {
		return
	}
	for _, name := range []string{c.from, c.to} {
		r.covered.in[name], r.covered.out[name] = true, true
	}
}

func (c coverage) direction(own end, direction string) {
	for _, e := range own.entities {
		if direction == "in" {
			c.in[e.name] = true
		} else {
			c.out[e.name] = true
		}
	}
}

// open are the components of which not all rules are stated.
func (r *reader) open() (names []string) {
	for _, e := range r.entities {
		if kind.Find(e.kind).Placed && (!r.covered.in[e.name] || !r.covered.out[e.name]) {
			names = append(names, e.name)
		}
	}
	return names
}

// complete says for which components nothing more than the documented edges may be.
func (r *reader) complete(t *tree) {
	r.covered = r.covered.without(r.spoiled)
	r.noneDrawn(t)
	open := r.open()
	edges := child(child(t.root, "base"), "edges")
	if len(open) == 0 && len(r.connections) > 0 {
		return
	}
	if len(r.covered.in)+len(r.covered.out) > 0 {
		by := r.statement(r.firstRule(), section{}, "the rules of security groups")
		by.set(
			Understood,
			fmt.Sprintf(
				"they are stated, but not all of them, for %s: where they are not, more than is documented is a note",
				strings.Join(open, ", "),
			),
		)
	}
	line := 1
	if edges != nil {
		line = edges.Line
	}
	t.set([]string{"base", "edges_complete"}, r.closed("", line), line)
	isSaid := r.saysAllEdges("")
	for _, environment := range r.environments {
		if r.hasOwn(environment) && !isSaid && !r.saysAllEdges(environment) {
			t.set(append(over(environment), "edges_complete"), r.closed(environment, line), line)
		}
	}
}

// noneDrawn asks for no edges at all where a sentence says that all are drawn, and none is.
func (r *reader) noneDrawn(t *tree) {
	isDrawn := slices.ContainsFunc(r.connections, func(c connection) bool { return !c.forbidden })
	for _, c := range r.claims {
		if c.path == "edges_complete" && !isDrawn {
			none := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle, Line: c.by.Line, Column: 1}
			t.set(append(over(c.environment), "edges"), none, c.by.Line)
		}
	}
}

// saysAllEdges reports whether a sentence says that there are no other connections in an environment; of none, in all.
func (r *reader) saysAllEdges(environment string) bool {
	return slices.ContainsFunc(r.claims, func(c claim) bool {
		return c.path == "edges_complete" && c.environment == environment
	})
}

// firstRule is the line that the first rule is stated on.
func (r *reader) firstRule() int {
	line := 0
	for _, c := range r.connections {
		if c.rank >= groupDiagram && (line == 0 || c.by.Line < line) {
			line = c.by.Line
		}
	}
	return max(line, 1)
}

// hasOwn reports whether something is drawn for an environment and not for all.
func (r *reader) hasOwn(environment string) bool {
	return slices.ContainsFunc(r.entities, func(e *entity) bool { return slices.Contains(r.scope(e), environment) })
}

// closed lists the components whose rules are stated, false where there are none.
func (r *reader) closed(environment string, line int) *yaml.Node {
	all := mapping(line)
	for _, direction := range []struct {
		name  string
		names map[string]bool
	}{{"ingress", r.covered.in}, {"egress", r.covered.out}} {
		list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle, Line: line, Column: 1}
		for _, name := range sorted(direction.names) {
			e := r.entityNamed(name)
			if e == nil || !kind.Find(e.kind).Placed {
				continue
			}
			if scope := r.scope(e); scope[0] == "" || slices.Contains(scope, environment) {
				list.Content = append(list.Content, scalar(name, "!!str", line))
			}
		}
		if len(list.Content) > 0 {
			all.Content = append(all.Content, scalar(direction.name, "!!str", line), list)
		}
	}
	if len(all.Content) == 0 {
		return scalar("false", "!!bool", line)
	}
	return all
}
