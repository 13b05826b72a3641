package draw

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestNoEdgeThroughABox computes that no line touches a box that is not at one of its ends, nor another one's
// name, in pictures of forty components and in a thousand that chance makes.
func TestNoEdgeThroughABox(t *testing.T) {
	doc, actual := forty(t)
	expected := Expected(doc)
	crossesNothing(t, "forty", &actual[0])
	crossesNothing(t, "forty expected", &expected)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 1000 {
		crossesNothing(t, fmt.Sprintf("random %d", i), randomPicture(random))
	}
}

func crossesNothing(t *testing.T, name string, p *Picture) {
	t.Helper()
	g := layout(p)
	drawn := map[int]bool{}
	for _, together := range g.wires() {
		for _, w := range together {
			ends := map[int]bool{}
			for _, e := range w.edges {
				drawn[e], ends[p.Edges[e].From], ends[p.Edges[e].To] = true, true, true
			}
			for i := 1; i < len(w.points); i++ {
				for box, r := range g.boxes {
					if through(w.points[i-1], w.points[i], r) {
						t.Errorf(
							"%s: a line of %v goes through box %d, an end of it: %v",
							name,
							w.edges,
							box,
							ends[box],
						)
					}
				}
			}
			for _, end := range []point{w.points[0], w.points[len(w.points)-1]} {
				if end.x < 0 || end.x > g.width || end.y < 0 || end.y > g.height {
					t.Errorf("%s: a line of %v leaves the picture", name, w.edges)
				}
			}
		}
	}
	aloneOnTheirWay(t, name, g.wires())
	if len(drawn) != len(p.Edges) {
		t.Errorf("%s: %d of %d edges are drawn", name, len(drawn), len(p.Edges))
	}
	for a, r := range g.boxes {
		for b, other := range g.boxes[:a] {
			if r.x < other.right() && other.x < r.right() && r.y < other.bottom() && other.y < r.bottom() {
				t.Errorf("%s: boxes %d and %d lie over each other", name, a, b)
			}
		}
	}
}

// aloneOnTheirWay: lines that share nothing do not lie on each other.
func aloneOnTheirWay(t *testing.T, name string, all [][]wire) {
	t.Helper()
	type segment struct {
		a, b  point
		group int
	}
	var segments []segment
	for group, together := range all {
		for _, w := range together {
			for i := 1; i < len(w.points); i++ {
				segments = append(segments, segment{w.points[i-1], w.points[i], group})
			}
		}
	}
	for i, s := range segments {
		for _, o := range segments[:i] {
			upright := s.a.x == s.b.x && o.a.x == o.b.x && s.a.x == o.a.x && overlap(s.a.y, s.b.y, o.a.y, o.b.y)
			level := s.a.y == s.b.y && o.a.y == o.b.y && s.a.y == o.a.y && overlap(s.a.x, s.b.x, o.a.x, o.b.x)
			if s.group != o.group && (upright || level) {
				t.Errorf("%s: lines %v and %v lie on each other", name, s, o)
			}
		}
	}
}

// overlap reports whether the stretch between two numbers has more than a point of that between two others.
func overlap(a, b, c, d int) bool { return min(a, b) < max(c, d) && min(c, d) < max(a, b) }

// through reports whether a line along one of the axes meets the inside of a box.
func through(a, b point, r rect) bool {
	return min(a.x, b.x) < r.right() && max(a.x, b.x) > r.x && min(a.y, b.y) < r.bottom() && max(a.y, b.y) > r.y
}

// randomPicture has boxes in any rows and columns, and edges between any of them.
func randomPicture(random *rand.Rand) *Picture {
	p := &Picture{Name: "any", State: Converges}
	for z := range random.IntN(6) {
		p.Zones = append(p.Zones, fmt.Sprint("zone ", z))
	}
	for t := range random.IntN(5) {
		tier := Tier{Name: fmt.Sprint("tier ", t), State: Converges}
		for range random.IntN(6) * min(len(p.Zones), 1) {
			tier.Subnets = append(tier.Subnets, Subnet{Zone: random.IntN(len(p.Zones)), Detail: "10.0.0.0/24"})
		}
		p.Tiers = append(p.Tiers, tier)
	}
	for i := range 1 + random.IntN(30) {
		b := Box{ID: fmt.Sprint(i), Name: fmt.Sprint("box ", i), Row: random.IntN(len(p.Tiers)+2) - 2, State: Converges}
		for z := range p.Zones {
			if b.Row >= 0 && random.IntN(2) == 0 {
				b.Zones = append(b.Zones, z)
			}
		}
		p.Boxes = append(p.Boxes, b)
	}
	for range random.IntN(60) {
		from, to, label := random.IntN(len(p.Boxes)), random.IntN(len(p.Boxes)), fmt.Sprint(random.IntN(4))
		p.Edges = append(p.Edges, Edge{From: from, To: to, Label: label, State: States()[random.IntN(5)]})
	}
	return p
}
