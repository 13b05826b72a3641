package draw

import (
	"fmt"
	"strings"
)

// Sizes of arrows' heads and of the rounding of corners.
const (
	headLength = 8
	headHalf   = 4
	corner     = 5
)

// drawWire writes a line with what it stands for.
func (s *sheet) drawWire(w *wire) {
	s.open(w.state, s.saidOf(w)...)
	path := pathOf(w)
	fmt.Fprintf(s, "<path class=\"line\" d=\"%s\"/><path class=\"hit\" d=\"%s\"/>\n", path, path)
	for _, p := range w.joins {
		fmt.Fprintf(s, "<circle class=\"head\" cx=\"%d\" cy=\"%d\" r=\"3\"/>\n", p.x, p.y)
	}
	if w.head {
		s.drawHead(w)
	}
	s.shut()
}

// saidOf is what is said of the edges of a line when the mouse is over it.
func (s *sheet) saidOf(w *wire) []string {
	var lines []string
	for _, i := range w.edges {
		e := &s.Edges[i]
		line := clean(s.Boxes[e.From].Name) + " → " + clean(s.Boxes[e.To].Name)
		if e.Label != "" {
			line += ": " + clean(e.Label)
		}
		if state := s.stateLine(e.State); state != "" {
			line += ", " + state
		}
		lines = append(lines, line, said(e.Remarks))
	}
	return lines
}

// pathOf is the path of a line with round corners; where a head is, the line ends before it.
func pathOf(w *wire) string {
	var b strings.Builder
	points := w.points
	fmt.Fprintf(&b, "M%d %d", points[0].x, points[0].y)
	for i := 1; i < len(points)-1; i++ {
		before, at, after := points[i-1], points[i], points[i+1]
		r := min(corner, length(before, at)/2, length(at, after)/2)
		in, out := towards(at, before, r), towards(at, after, r)
		fmt.Fprintf(&b, "L%d %dQ%d %d %d %d", in.x, in.y, at.x, at.y, out.x, out.y)
	}
	last := points[len(points)-1]
	if w.head {
		last = towards(last, points[len(points)-2], headLength-1)
	}
	fmt.Fprintf(&b, "L%d %d", last.x, last.y)
	return b.String()
}

// length is that of a line along one of the axes.
func length(a, b point) int { return max(a.x-b.x, b.x-a.x) + max(a.y-b.y, b.y-a.y) }

// towards is a point some way from one to another, along one of the axes.
func towards(from, to point, way int) point {
	switch {
	case to.x > from.x:
		from.x += way
	case to.x < from.x:
		from.x -= way
	case to.y > from.y:
		from.y += way
	case to.y < from.y:
		from.y -= way
	}
	return from
}

// drawHead writes an arrow's head, and the ports beside it.
func (s *sheet) drawHead(w *wire) {
	tip, before := w.points[len(w.points)-1], w.points[len(w.points)-2]
	base := towards(tip, before, headLength)
	a, b := point{base.x, base.y - headHalf}, point{base.x, base.y + headHalf}
	if tip.x == before.x {
		a, b = point{base.x - headHalf, base.y}, point{base.x + headHalf, base.y}
	}
	fmt.Fprintf(s, "<path class=\"head\" d=\"M%d %dL%d %dL%d %dZ\"/>\n", tip.x, tip.y, a.x, a.y, b.x, b.y)
	class := "mark halo"
	switch {
	case tip.x == before.x:
		s.text(tip.x+8, tip.y-8, class, w.label, 2*mostPorts)
	case tip.x < before.x:
		s.text(tip.x+headLength+2, tip.y-3, class, w.label, mostPorts)
	default:
		s.textBefore(tip.x-headLength-2, tip.y-3, class, w.label, mostPorts)
	}
}
