package draw

import (
	"cmp"
	"fmt"
	"maps"
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
	drawn := choose([]Picture{*p}, boxes, edges)
	q := *p
	q.Boxes, q.Edges = nil, nil
	index := map[int]int{}
	for i, b := range p.Boxes {
		if drawn.boxes[place{0, i}] {
			index[i] = len(q.Boxes)
			q.Boxes = append(q.Boxes, b)
		}
	}
	for i, e := range p.Edges {
		if drawn.edges[place{0, i}] {
			e.From, e.To = index[e.From], index[e.To]
			q.Edges = append(q.Edges, e)
		}
	}
	return &q, notDrawn(len(p.Boxes)-len(q.Boxes), len(p.Edges)-len(q.Edges))
}

func notDrawn(boxes, edges int) string {
	return fmt.Sprintf("not drawn: %d boxes, %d edges", boxes, edges)
}

// place is a box or an edge, by its picture and its number there.
type place struct{ picture, number int }

// chosen are the boxes and edges that are drawn.
type chosen struct{ boxes, edges map[place]bool }

// choose takes of all pictures what matters most: a box as much as the edges that it is an end of.
func choose(all []Picture, boxes, edges int) chosen {
	var c chosen
	ranks := map[place]int{}
	for i := range all {
		for j := range all[i].Boxes {
			ranks[place{i, j}] = urgency(all[i].Boxes[j].State)
		}
		for _, e := range all[i].Edges {
			for _, end := range []place{{i, e.From}, {i, e.To}} {
				ranks[end] = min(ranks[end], urgency(e.State))
			}
		}
	}
	c.boxes = first(ranks, boxes)
	ranks = map[place]int{}
	for i := range all {
		for j, e := range all[i].Edges {
			if c.boxes[place{i, e.From}] && c.boxes[place{i, e.To}] {
				ranks[place{i, j}] = urgency(e.State)
			}
		}
	}
	c.edges = first(ranks, edges)
	return c
}

// first are those of the smallest ranks, in the order of the pictures.
func first(ranks map[place]int, most int) map[place]bool {
	order := slices.SortedFunc(maps.Keys(ranks), func(a, b place) int {
		return cmp.Or(
			cmp.Compare(ranks[a], ranks[b]),
			cmp.Compare(a.picture, b.picture),
			cmp.Compare(a.number, b.number),
		)
	})
	taken := map[place]bool{}
	for _, at := range order[:min(most, len(order))] {
		taken[at] = true
	}
	return taken
}

// urgency is the smaller, the more a state matters.
func urgency(s State) int {
	return slices.Index([]State{Diverges, Violates, Absent, Undecided, Converges}, s)
}
