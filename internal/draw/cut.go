package draw

import (
	"cmp"
	"fmt"
	"slices"
)

// More than this nobody can read in one picture.
const (
	mostBoxes = 150
	mostEdges = 300
)

// cut is a picture of at most some boxes and edges, those that matter most, and a sentence on what is left out.
func (p *Picture) cut(boxes, edges int) (less *Picture, left string) {
	if len(p.Boxes) <= boxes && len(p.Edges) <= edges {
		return p, ""
	}
	drawn := p.chosen(boxes)
	q := *p
	q.Boxes, q.Edges = nil, nil
	index := map[int]int{}
	for i, b := range p.Boxes {
		if drawn[i] {
			index[i] = len(q.Boxes)
			q.Boxes = append(q.Boxes, b)
		}
	}
	for _, e := range p.urgent() {
		from, isFrom := index[e.From]
		to, isTo := index[e.To]
		if isFrom && isTo && len(q.Edges) < edges {
			e.From, e.To = from, to
			q.Edges = append(q.Edges, e)
		}
	}
	return &q, notDrawn(len(p.Boxes)-len(q.Boxes), len(p.Edges)-len(q.Edges))
}

func notDrawn(boxes, edges int) string {
	return fmt.Sprintf("not drawn: %d boxes, %d edges", boxes, edges)
}

// chosen are the boxes that are drawn: all, or those that matter most.
func (p *Picture) chosen(most int) map[int]bool {
	order := make([]int, len(p.Boxes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(urgency(p.Boxes[a].State), urgency(p.Boxes[b].State))
	})
	drawn := map[int]bool{}
	for _, i := range order[:min(most, len(order))] {
		drawn[i] = true
	}
	return drawn
}

// urgent are the edges, those first that matter most.
func (p *Picture) urgent() []Edge {
	edges := slices.Clone(p.Edges)
	slices.SortStableFunc(edges, func(a, b Edge) int { return cmp.Compare(urgency(a.State), urgency(b.State)) })
	return edges
}

// urgency is the smaller, the more a state matters.
func urgency(s State) int {
	return slices.Index([]State{Diverges, Violates, Absent, Undecided, Converges}, s)
}
