package draw

import (
	"cmp"
	"slices"
)

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
	order := numbers(len(g.trunks))
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
			return !slices.ContainsFunc(track, func(other [2]int) bool {
				return top <= other[1]+laneGap/2 && other[0] <= bottom+laneGap/2
			})
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
