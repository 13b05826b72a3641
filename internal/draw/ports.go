package draw

import (
	"cmp"
	"slices"
)

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
			return compareTruths(
				b.in != up,
				a.in != up,
			) // what comes from above is at the top, what leads down below it
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
