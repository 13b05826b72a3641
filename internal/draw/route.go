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
			return cmp.Or(cmp.Compare(len(a.members), len(b.members)), -cmp.Compare(a.members[0], b.members[0]), compareTruths(a.into, b.into))
		})
		g.trunks = append(g.trunks, trunk{edges: best.members, hub: best.hub, into: best.into, up: best.up, ports: map[int]int{}})
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
			s := star{hub: e.From, into: into, up: g.laneOf[e.From] > g.laneOf[e.To], label: e.Label, state: e.State, isLoop: e.From == e.To}
			if into {
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

// extent is from where to where a trunk reaches.
func (g *grid) extent(t *trunk) (top, bottom int) {
	top = 1 << 30
	for _, i := range t.edges {
		for _, box := range []int{g.Edges[i].From, g.Edges[i].To} {
			top, bottom = min(top, g.boxes[box].y), max(bottom, g.boxes[box].bottom())
		}
	}
	return top, bottom
}

// assignTracks puts short trunks near the boxes, and two that do not meet on one track.
func (g *grid) assignTracks() {
	for i, s := range g.straights {
		g.straights[i].x = g.straightX(g.Edges[s.edge])
	}
	order := make([]int, len(g.trunks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		topA, bottomA := g.extent(&g.trunks[a])
		topB, bottomB := g.extent(&g.trunks[b])
		return cmp.Or(cmp.Compare(bottomA-topA, bottomB-topB), cmp.Compare(topA, topB))
	})
	taken := map[bool][][][2]int{}
	for _, i := range order {
		t := &g.trunks[i]
		top, bottom := g.extent(t)
		isFree := func(track [][2]int) bool {
			return !slices.ContainsFunc(track, func(other [2]int) bool { return top <= other[1]+laneGap/2 && other[0] <= bottom+laneGap/2 })
		}
		if t.track = slices.IndexFunc(taken[t.up], isFree); t.track < 0 {
			t.track = len(taken[t.up])
			taken[t.up] = append(taken[t.up], nil)
		}
		taken[t.up][t.track] = append(taken[t.up][t.track], [2]int{top, bottom})
	}
	g.widen(len(taken[true]), len(taken[false]))
}

// widen makes room for the tracks at both sides.
func (g *grid) widen(left, right int) {
	g.shift(left * trackGap)
	for i := range g.trunks {
		t := &g.trunks[i]
		if t.up {
			t.x = g.frame.x - (t.track+1)*trackGap
		} else {
			t.x = g.frame.right() + (t.track+1)*trackGap
		}
	}
	g.width = g.frame.right() + (right+1)*trackGap + margin
	for _, s := range g.straights {
		label := min(columns(clean(g.Edges[s.edge].Label)), 2*mostPorts)
		g.width = max(g.width, s.x+2*padding+int(float64(label)*letter)+margin)
	}
}

// shift moves all that is placed to the right.
func (g *grid) shift(by int) {
	g.left, g.right, g.frame.x = g.left+by, g.right+by, g.frame.x+by
	for i := range g.boxes {
		g.boxes[i].x += by
	}
	for i := range g.tiers {
		g.tiers[i].x += by
	}
	for i := range g.cells {
		g.cells[i].x += by
	}
	for i := range g.zones {
		g.zones[i] += by
	}
	for i := range g.straights {
		g.straights[i].x += by
	}
}

// assignPorts decides where trunks meet the sides of a box, so that those of one box do not cross there.
func (g *grid) assignPorts() {
	for box := range g.Boxes {
		for _, up := range []bool{false, true} {
			g.assignSide(box, up)
		}
	}
}

// port is one meeting of a trunk with a box.
type port struct {
	trunk *trunk
	in    bool
}

func (g *grid) assignSide(box int, up bool) {
	var all []port
	for i := range g.trunks {
		t := &g.trunks[i]
		n := t.touches(g.Edges, box)
		if t.up != up || n == 0 {
			continue
		}
		isIn := slices.ContainsFunc(t.edges, func(e int) bool { return g.Edges[e].To == box })
		all = append(all, port{t, isIn})
		if n == 2 {
			all = append(all, port{t, false})
		}
	}
	slices.SortStableFunc(all, func(a, b port) int {
		if a.in != b.in {
			return compareTruths(b.in != up, a.in != up) // what comes from above is at the top, what leads down below it
		}
		if a.in != up {
			return cmp.Compare(a.trunk.track, b.trunk.track)
		}
		return cmp.Compare(b.trunk.track, a.trunk.track)
	})
	r := g.boxes[box]
	first := r.y + (r.h-(len(all)-1)*portGap)/2
	for i, p := range all {
		y := first + i*portGap
		if p.trunk.isLoop(g.Edges) && p.in {
			p.trunk.back = y
		} else {
			p.trunk.ports[box] = y
		}
	}
}

// labels is how wide the labels at a side are.
func (g *grid) labels(up bool) int {
	most, any := 0, false
	for _, t := range g.trunks {
		if t.up == up {
			any = true
			most = max(most, min(columns(clean(g.Edges[t.edges[0]].Label)), mostPorts))
		}
	}
	if !any {
		return padding
	}
	return int(float64(most)*letter) + 2*padding
}

// mostPorts is how many columns of a label are drawn.
const mostPorts = 14
