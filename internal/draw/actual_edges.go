package draw

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/wiring"
)

// pair is an edge between two boxes on some ports.
type pair struct {
	from, to int
	ports    string
}

// sides is what both ends of a pair say of it.
type sides struct {
	standings []wiring.Standing
	whys      []string
}

// addEdges adds what is permitted or should be. An edge is there where neither end says otherwise: one end
// that lacks it is enough for it not to be there, and one that permits too much for it to be too much.
func (s *scene) addEdges() {
	var order []pair
	found := map[pair]*sides{}
	s.eachConnection(func(p pair, c *wiring.Connection) {
		if found[p] == nil {
			found[p] = &sides{}
			order = append(order, p)
		}
		found[p].standings = append(found[p].standings, c.Standing)
		if c.Why != "" {
			found[p].whys = append(found[p].whys, c.Why)
		}
	})
	all, joined := newEdges(), map[[2]int]bool{}
	for _, p := range order {
		joined[[2]int{p.from, p.to}] = true
		state, whys := s.stateOf(p, found[p])
		if state != Diverges && (s.Boxes[p.from].State == Absent || s.Boxes[p.to].State == Absent) {
			state = Absent
		}
		all.add(p.from, p.to, p.ports, state, "")
		for _, why := range whys {
			all.add(p.from, p.to, p.ports, state, why)
		}
	}
	s.addUnjoined(all, joined)
	s.Edges = all.all()
}

// eachConnection visits the edges of the components, with the boxes that they lead to.
func (s *scene) eachConnection(visit func(p pair, c *wiring.Connection)) {
	for i := range s.facts.Components {
		component := &s.facts.Components[i]
		here, drawn := s.places[component.ID]
		if component.Stack != s.stack.ID || !drawn {
			continue
		}
		for j := range component.Connections {
			c := &component.Connections[j]
			for _, there := range s.far(c) {
				p := pair{here, there, c.Ports}
				if c.Ingress {
					p.from, p.to = there, here
				}
				visit(p, c)
			}
		}
	}
}

// far are the boxes at the other end of a connection. Who is nobody in the document, nor in the input, has a
// box of his own.
func (s *scene) far(c *wiring.Connection) []int {
	if at, known := s.places[c.Far]; known {
		return []int{at}
	}
	if boxes := s.boxesOf[c.Far]; len(boxes) > 0 {
		return boxes
	}
	switch {
	case c.Far == "0.0.0.0/0", c.Far == "::/0":
		return []int{s.end(document.Internet, !c.Ingress)}
	case isEnd(s.doc, c.Far):
		return []int{s.end(c.Far, !c.Ingress)}
	}
	b := Box{ID: "end " + c.Far, Name: c.Far, Row: Above, State: Converges}
	if noun := s.placed[c.Far]; noun != nil {
		b.Name, b.Detail, b.State = called(noun.Base()), noun.Base().Type, Diverges
	} else if g := s.index.SecurityGroups[c.Far]; g != nil {
		b.Name, b.Detail = called(&g.Resource), "security group"
	}
	if !c.Ingress {
		b.Row = Below
	}
	if c.Standing == wiring.Excess {
		b.State = Diverges
	}
	return []int{s.add(b, s.order(nil))}
}

// stateOf is what both ends together say.
func (s *scene) stateOf(p pair, both *sides) (State, []string) {
	has := func(standing wiring.Standing) bool { return slices.Contains(both.standings, standing) }
	switch {
	case has(wiring.Excess):
		return Diverges, both.whys
	case has(wiring.Missing):
		return Absent, both.whys
	case has(wiring.Open):
		return Undecided, both.whys
	}
	if state, why := s.forwarded(p); state != Converges {
		return state, []string{why}
	}
	return Converges, both.whys
}

// forwarded: a load balancer has an edge to what it forwards to, and to nothing else.
func (s *scene) forwarded(p pair) (state State, why string) {
	for i := range s.facts.Components {
		c := &s.facts.Components[i]
		if s.Boxes[p.to].ID != c.ID || c.Stack != s.stack.ID {
			continue
		}
		for _, balancer := range c.Unforwarded.Items() {
			if slices.Contains(s.boxesOf[balancer], p.from) {
				return Absent, balancer + " forwards nothing to it"
			}
		}
		from := s.Boxes[p.from].Name
		isFrom := func(balancer *document.Component) bool { return balancer.Name == from }
		if !c.Unforwarded.IsWhole() && slices.ContainsFunc(s.doc.BalancersBefore(c.Parts...), isFrom) {
			return Undecided, "whether it forwards there is not known: " + c.Unforwarded.Why().Detail
		}
	}
	return Converges, ""
}

// addUnjoined adds the documented edges that no end said anything about: those of what is not there.
func (s *scene) addUnjoined(all *edges, joined map[[2]int]bool) {
	for _, e := range s.doc.Edges {
		for _, from := range s.boxesAt(e.From, false) {
			for _, to := range s.boxesAt(e.To, true) {
				if joined[[2]int{from, to}] || s.isReplica(to) {
					continue
				}
				state, why := Undecided, "nothing that was read tells"
				if s.Boxes[from].State == Absent || s.Boxes[to].State == Absent {
					state, why = Absent, ""
				}
				all.add(from, to, portsOf(e), state, why)
			}
		}
	}
}

// boxesAt are the boxes of an end of a documented edge.
func (s *scene) boxesAt(name string, isReached bool) []int {
	if isEnd(s.doc, name) {
		return []int{s.end(name, isReached)}
	}
	return s.boxesOf[name]
}

// isReplica: nobody has to reach it.
func (s *scene) isReplica(box int) bool {
	for i := range s.facts.Components {
		if c := &s.facts.Components[i]; c.ID == s.Boxes[box].ID {
			return !c.Replica.IsKnown() || c.Replica.Or(false)
		}
	}
	return false
}
