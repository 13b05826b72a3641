package draw

import (
	"slices"
	"strings"
)

// edges joins those that look alike between the same two boxes: their ports stand on one line.
type edges struct {
	byEnds map[edgeKey]int
	list   []Edge
	ports  [][]string
}

type edgeKey struct {
	from, to int
	state    State
}

func newEdges() *edges { return &edges{byEnds: map[edgeKey]int{}} }

func (e *edges) add(from, to int, ports string, state State, why string) {
	key := edgeKey{from, to, state}
	at, known := e.byEnds[key]
	if !known {
		at = len(e.list)
		e.byEnds[key] = at
		e.list, e.ports = append(e.list, Edge{From: from, To: to, State: state}), append(e.ports, nil)
	}
	if ports != "" && !slices.Contains(e.ports[at], ports) {
		e.ports[at] = append(e.ports[at], ports)
	}
	if remark := (Remark{Text: why}); why != "" && !slices.Contains(e.list[at].Remarks, remark) {
		e.list[at].Remarks = append(e.list[at].Remarks, remark)
	}
}

// all are the edges, with their ports.
func (e *edges) all() []Edge {
	for i := range e.list {
		e.list[i].Label = strings.Join(e.ports[i], ", ")
	}
	return e.list
}
