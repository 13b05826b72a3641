package draw

import (
	"cmp"
	"fmt"
	"slices"
)

// straight is an edge to the box below, drawn as an arrow from one to the other.
type straight struct{ edge, x int }

// trunk is a line along a side of the picture that edges share: those that lead to one box, or come from one.
// Downwards on the right, upwards on the left.
type trunk struct {
	// edges all have the box hub as their end (into) or their beginning, and look alike.
	edges []int
	hub   int
	into  bool
	up    bool
	track int
	x     int
	// ports are where it meets the boxes, by box; a loop meets its box twice, and back is where it ends.
	ports map[int]int
	back  int
}

// isLoop reports whether it leads from a box to itself.
func (t *trunk) isLoop(edges []Edge) bool {
	e := edges[t.edges[0]]
	return e.From == e.To
}

// touches counts how often it meets a box.
func (t *trunk) touches(edges []Edge, box int) int {
	if t.isLoop(edges) {
		if edges[t.edges[0]].From == box {
			return 2
		}
		return 0
	}
	for _, i := range t.edges {
		if edges[i].From == box || edges[i].To == box {
			return 1
		}
	}
	return 0
}

// fewToShare is how many edges that look alike share a trunk rather than that one of them is a straight arrow.
const fewToShare = 3

// star is a set of edges that look alike and have one end in common.
type star struct {
	hub     int
	into    bool
	up      bool
	label   string
	state   State
	isLoop  bool
	members []int
}

// route decides which edges are straight, and which share a trunk: the largest stars first, so that there are
// few lines.
func (g *grid) route() {
	left := map[int]bool{}
	for i := range g.Edges {
		left[i] = true
	}
	g.findStraights(left)
	for len(left) > 0 {
		stars := g.stars(left)
		best := slices.MaxFunc(stars, func(a, b star) int {
			return cmp.Or(cmp.Compare(len(a.members), len(b.members)),
				-cmp.Compare(a.members[0], b.members[0]), compareTruths(a.into, b.into))
		})
		g.trunks = append(g.trunks,
			trunk{edges: best.members, hub: best.hub, into: best.into, up: best.up, ports: map[int]int{}})
		for _, i := range best.members {
			delete(left, i)
		}
	}
}

func compareTruths(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// stars are all that the edges that are left make, in the order of their first edge.
func (g *grid) stars(left map[int]bool) []star {
	var all []star
	index := map[string]int{}
	for i, e := range g.Edges {
		if !left[i] {
			continue
		}
		for _, into := range []bool{true, false} {
			s := star{hub: e.From, into: into, label: e.Label, state: e.State, isLoop: e.From == e.To}
			if s.up = g.laneOf[e.From] > g.laneOf[e.To]; into {
				s.hub = e.To
			}
			key := fmt.Sprintf("%d %v %v %v %s %s", s.hub, s.into, s.up, s.isLoop, s.state, s.label)
			at, known := index[key]
			if !known {
				at = len(all)
				index[key], all = at, append(all, s)
			}
			all[at].members = append(all[at].members, i)
		}
	}
	return all
}

// findStraights takes the first edge from each box to the next one below, where the two have a column in common
// and it would not leave a larger star.
func (g *grid) findStraights(left map[int]bool) {
	large := map[int]bool{}
	for _, s := range g.stars(left) {
		for _, i := range s.members {
			large[i] = large[i] || len(s.members) >= fewToShare
		}
	}
	taken := map[int]bool{}
	for i, e := range g.Edges {
		if g.laneOf[e.To] == g.laneOf[e.From]+1 && !large[i] && !taken[e.To] && g.haveCommonZone(e) {
			taken[e.To] = true
			g.straights = append(g.straights, straight{edge: i})
			delete(left, i)
		}
	}
}

func (g *grid) haveCommonZone(e Edge) bool {
	first, last := g.commonZones(e)
	return first <= last
}

// commonZones are the first and last column that both ends of an edge are in.
func (g *grid) commonZones(e Edge) (first, last int) {
	last = max(len(g.Zones)-1, 0)
	for _, box := range []int{e.From, e.To} {
		if zones := g.Boxes[box].Zones; len(zones) > 0 {
			first, last = max(first, zones[0]), min(last, zones[len(zones)-1])
		}
	}
	return first, last
}

// straightX is where a straight edge runs: at the right, where least is written; of many columns, which are
// narrow, between the last two.
func (g *grid) straightX(e Edge) int {
	first, last := g.commonZones(e)
	if first < last && len(g.Zones) > fewColumns {
		return g.zones[last] - columnGap/2
	}
	return g.zones[last] + g.column - 4*padding
}

// fewColumns are so few that each is wide.
const fewColumns = 2
