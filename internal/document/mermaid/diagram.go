// Package mermaid reads Mermaid flowcharts as Mermaid's own parser does: nodes, edges and groups. How a diagram looks
// is read and left aside. Diagrams of other types are recognized, and not read.
package mermaid

import "fmt"

// Flowchart is the type of a diagram that Parse reads whole.
const Flowchart = "flowchart"

// Diagram is what one block says.
type Diagram struct {
	// Type is Flowchart, or the first word of another type of diagram, of which nothing else is read.
	Type  string
	Nodes []Node
	Edges []Edge
	// Groups are in the order in which they end, inner ones first.
	Groups []Group
}

// Node is a node by its id. A group that an edge ends at is a node of the same id too.
type Node struct {
	ID, Text string
	// Shape is Mermaid's name of it, empty where none is drawn.
	Shape string
	// Styled says that nothing but a style mentions it.
	Styled       bool
	Line, Column int
}

// Edge is one connection between two nodes or groups.
type Edge struct {
	From, To, Text string
	// Type is Mermaid's name of the ends: arrow_point, arrow_open, arrow_cross, arrow_circle, or double_ of them.
	Type string
	// Stroke is normal, thick, dotted or invisible.
	Stroke       string
	Line, Column int
}

// Group is a subgraph.
type Group struct {
	ID, Title string
	// Members are the nodes and groups directly inside: each belongs to the first group to end that mentions it.
	Members      []string
	Line, Column int
}

// Node returns the node of an id, or nil.
func (d *Diagram) Node(id string) *Node {
	for i := range d.Nodes {
		if d.Nodes[i].ID == id {
			return &d.Nodes[i]
		}
	}
	return nil
}

// Error is why Mermaid would refuse a block, with its place in it.
type Error struct {
	Line, Column int
	Message      string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message) }
