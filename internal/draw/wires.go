package draw

import "slices"

// point is a place in the picture.
type point struct{ x, y int }

// wire is a line that is drawn, with the edges that it stands for and, at its end, an arrow's head.
type wire struct {
	points []point
	edges  []int
	head   bool
	// label stands at the end of a wire with a head.
	label string
	state State
	// joins are where it meets others that it shares the way with.
	joins []point
}

// wires are all lines, those together that share their way: a straight edge is one, and so is a trunk of one
// edge; what several share is a line along the side and one to each box.
func (g *grid) wires() [][]wire {
	var all [][]wire
	for _, t := range g.trunks {
		if len(t.edges) == 1 {
			all = append(all, []wire{g.single(&t)})
			continue
		}
		all = append(all, g.shared(&t))
	}
	for _, s := range g.straights {
		e := g.Edges[s.edge]
		points := []point{{s.x, g.boxes[e.From].bottom()}, {s.x, g.boxes[e.To].y}}
		all = append(all, []wire{{points: points, edges: []int{s.edge}, head: true, label: e.Label, state: e.State}})
	}
	return all
}

// sideOf is the side of a box where trunks meet it.
func (g *grid) sideOf(box int, up bool) int {
	if up {
		return g.boxes[box].x
	}
	return g.boxes[box].right()
}

func (g *grid) single(t *trunk) wire {
	e := g.Edges[t.edges[0]]
	from, to := point{g.sideOf(e.From, t.up), t.ports[e.From]}, point{g.sideOf(e.To, t.up), t.ports[e.To]}
	if t.isLoop(g.Edges) {
		to.y = t.back
	}
	points := []point{from, {t.x, from.y}, {t.x, to.y}, to}
	return wire{points: points, edges: t.edges, head: true, label: e.Label, state: e.State}
}

// shared are the lines of a trunk: along the side from its first to its last port, and from there to each box.
func (g *grid) shared(t *trunk) []wire {
	e := g.Edges[t.edges[0]]
	top, bottom := t.ports[t.hub], t.ports[t.hub]
	branches := []wire{}
	for _, i := range t.edges {
		box := g.Edges[i].From
		if !t.into {
			box = g.Edges[i].To
		}
		top, bottom = min(top, t.ports[box]), max(bottom, t.ports[box])
		points := []point{{g.sideOf(box, t.up), t.ports[box]}, {t.x, t.ports[box]}}
		branch := wire{points: points, edges: []int{i}, state: e.State}
		if !t.into {
			branch.points[0], branch.points[1] = branch.points[1], branch.points[0]
			branch.head, branch.label = true, e.Label
		}
		branches = append(branches, branch)
	}
	points := []point{{t.x, t.ports[t.hub]}, {g.sideOf(t.hub, t.up), t.ports[t.hub]}}
	hub := wire{points: points, edges: t.edges, head: t.into, state: e.State}
	if t.into {
		hub.label = e.Label
	}
	side := wire{points: []point{{t.x, top}, {t.x, bottom}}, edges: t.edges, state: e.State}
	for _, y := range t.ports {
		if y != top && y != bottom {
			side.joins = append(side.joins, point{t.x, y})
		}
	}
	slices.SortFunc(side.joins, func(a, b point) int { return a.y - b.y })
	return append([]wire{side, hub}, branches...)
}
